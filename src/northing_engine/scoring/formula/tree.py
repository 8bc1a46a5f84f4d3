"""What a formula is made of, and how each part is computed on whole arrays at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.floating[Any]]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Undefined:
    """Where a formula has no value: at which character, why, and for which elements."""

    position: int
    message: str
    where: Mask


@dataclass
class Evaluation:
    """The arrays behind the names, and what was found to have no value. `active`: which elements count here,
    since the branch of an if that is not taken may be anything."""

    values: Mapping[str, Values]
    undefined: list[Undefined] = field(default_factory=list)
    active: Mask | None = None

    def refuse(self, position: int, message: str, where: Mask) -> None:
        where = where if self.active is None else where & self.active
        if bool(np.any(where)):
            self.undefined.append(Undefined(position, message, where))

    def within(self, where: Mask) -> Evaluation:
        return Evaluation(self.values, self.undefined, where if self.active is None else where & self.active)


@dataclass(frozen=True, slots=True)
class Number:
    value: float

    def compute(self, evaluation: Evaluation) -> Values:  # noqa: ARG002  # like all parts
        return np.asarray(self.value, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Name:
    name: str

    def compute(self, evaluation: Evaluation) -> Values:
        return evaluation.values[self.name]


@dataclass(frozen=True, slots=True)
class Negative:
    part: Node

    def compute(self, evaluation: Evaluation) -> Values:
        return np.negative(self.part.compute(evaluation))


@dataclass(frozen=True, slots=True)
class Operation:
    sign: str
    left: Node
    right: Node
    position: int

    def compute(self, evaluation: Evaluation) -> Values:
        left, right = self.left.compute(evaluation), self.right.compute(evaluation)
        if self.sign == "/":
            zero = right == 0
            if bool(np.any(zero)):
                evaluation.refuse(self.position, "Division by zero.", zero)
                right = np.where(zero, np.float32(np.nan), right)
        computed = ARITHMETIC[self.sign](left, right)
        if self.sign == "^":
            no_root = np.isnan(computed) & ~np.isnan(left) & ~np.isnan(right)
            evaluation.refuse(self.position, "A negative number has no such power.", no_root)
        return computed


@dataclass(frozen=True, slots=True)
class Comparison:
    """1 where it holds, 0 where it does not, without a value where a side has none."""

    sign: str
    left: Node
    right: Node

    def compute(self, evaluation: Evaluation) -> Values:
        left, right = self.left.compute(evaluation), self.right.compute(evaluation)
        holds = COMPARISONS[self.sign](left, right).astype(np.float32)
        return np.where(np.isnan(left) | np.isnan(right), np.float32(np.nan), holds)


@dataclass(frozen=True, slots=True)
class Call:
    function: str
    parts: tuple[Node, ...]
    position: int

    def compute(self, evaluation: Evaluation) -> Values:
        if self.function == "if":
            return self._choose(evaluation)
        computed = [part.compute(evaluation) for part in self.parts]
        if self.function in DEFINED_FROM:
            allowed, message = DEFINED_FROM[self.function]
            outside = ~allowed(computed[0]) & ~np.isnan(computed[0])
            if bool(np.any(outside)):
                evaluation.refuse(self.position, message, outside)
                computed[0] = np.where(outside, np.float32(np.nan), computed[0])
        return FUNCTIONS[self.function].apply(*computed)

    def _choose(self, evaluation: Evaluation) -> Values:
        condition, then, otherwise = self.parts
        asked = condition.compute(evaluation)
        true = (asked != 0) & ~np.isnan(asked)
        chosen = np.where(
            true, then.compute(evaluation.within(true)), otherwise.compute(evaluation.within(~true))
        )
        return np.where(np.isnan(asked), np.float32(np.nan), chosen)


Node = Number | Name | Negative | Operation | Comparison | Call


@dataclass(frozen=True, slots=True)
class Function:
    """How many arguments it takes (`most` None: any number) and what it computes of them."""

    least: int
    most: int | None
    said: str
    apply: Callable[..., Values]


def _of_all(pick: Callable[[Values, Values], Values]) -> Callable[..., Values]:
    def apply(first: Values, *others: Values) -> Values:
        for other in others:
            first = pick(first, other)
        return first

    return apply


ARITHMETIC: dict[str, Callable[[Values, Values], Values]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
    "^": np.power,
}
COMPARISONS: dict[str, Callable[[Values, Values], Mask]] = {
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "=": np.equal,
    "!=": np.not_equal,
}
FUNCTIONS: dict[str, Function] = {
    "min": Function(2, None, "min(a, b, …): the smallest", _of_all(np.minimum)),
    "max": Function(2, None, "max(a, b, …): the largest", _of_all(np.maximum)),
    "log": Function(1, 1, "log(a): the natural logarithm", np.log),
    "sqrt": Function(1, 1, "sqrt(a): the square root", np.sqrt),
    "abs": Function(1, 1, "abs(a): without its sign", np.abs),
    "if": Function(3, 3, "if(condition, a, b): a where the condition holds, b elsewhere", np.where),
}
DEFINED_FROM: dict[str, tuple[Callable[[Values], Mask], str]] = {
    "log": (lambda values: values > 0, "Only a number above 0 has a logarithm."),
    "sqrt": (lambda values: values >= 0, "A negative number has no square root."),
}
