"""What is wrong with a formula, and at which character."""


class FormulaError(ValueError):
    """`position` counts characters of the text from 0; `length` of them are what is meant."""

    def __init__(self, position: int, message: str, length: int = 1) -> None:
        super().__init__(message)
        self.position = position
        self.length = max(length, 1)
        self.message = message

    def __str__(self) -> str:
        return f"Character {self.position + 1}: {self.message}"
