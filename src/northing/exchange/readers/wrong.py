"""A cell that keeps its row out, while the rest of the file comes in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RefusedCell:
    """The line of the file, the cell because of which it stays out, and why."""

    line: int
    column: str
    value: str
    reason: str


class WrongCell(Exception):
    def __init__(self, column: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.value, self.reason = column, value, reason

    def at(self, line: int) -> RefusedCell:
        return RefusedCell(line, self.column, self.value[:120], self.reason)
