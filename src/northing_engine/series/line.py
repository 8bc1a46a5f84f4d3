"""The straight line through the latest values, which goes on."""

from __future__ import annotations

# What a value still counts one step later.
KEPT = 0.9


class Line:
    """Discounted least squares, as Brown (1963) smooths twice; exact from the second value on.

    `next`: where it leads at the next step, once it is `known`.
    """

    def __init__(self) -> None:
        self.next = 0.0
        self.known = False
        # Sums over all values, each with its weight, of age to the power of 0, 1, 2, and of values with age.
        self._weight = self._age = self._square = self._value = self._moment = 0.0

    def learn(self, value: float) -> None:
        self._square = KEPT * (self._square + 2 * self._age + self._weight)
        self._age = KEPT * (self._age + self._weight)
        self._moment = KEPT * (self._moment + self._value)
        self._weight = KEPT * self._weight + 1
        self._value = KEPT * self._value + value
        spread = self._weight * self._square - self._age**2
        falls = (self._weight * self._moment - self._age * self._value) / spread if spread > 0 else 0.0
        self.next = (self._value - falls * self._age) / self._weight - falls
        self.known = spread > 0
