"""From the text of a formula to what it computes: recursive descent over

formula    = sum [("<" | "<=" | ">" | ">=" | "=" | "!=") sum]
sum        = product {("+" | "-") product}
product    = signed {("*" | "/") signed}
signed     = ("-" | "+") signed | atom ["^" signed]
atom       = number | name | name "(" formula {"," formula} ")" | "(" formula ")"
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import numpy as np

from northing_engine.scoring.formula.errors import FormulaError
from northing_engine.scoring.formula.tokens import Token, tokens
from northing_engine.scoring.formula.tree import (
    COMPARISONS,
    FUNCTIONS,
    Call,
    Comparison,
    Evaluation,
    Name,
    Negative,
    Node,
    Number,
    Operation,
    Undefined,
    Values,
)

LONGEST = 500
"""Characters of a formula."""
DEEPEST = 40
"""Brackets, functions and signs inside each other."""
LARGEST = float(np.finfo(np.float32).max)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that was understood. `names`: what it asks for, in the order of their first mention."""

    text: str
    tree: Node
    names: tuple[str, ...]

    def evaluate(self, values: Mapping[str, Values], undefined: list[Undefined] | None = None) -> Values:
        """The formula on arrays that fit each other's shape, one for each name; nan where it has no value,
        never infinite. `undefined` is told where and why. Nan in means nan out."""
        evaluation = Evaluation(values, [] if undefined is None else undefined)
        with np.errstate(all="ignore"):
            computed = np.asarray(self.tree.compute(evaluation))
        endless = np.isinf(computed)
        if bool(np.any(endless)):
            evaluation.refuse(0, "The result is too large to be a number.", endless)
            computed = np.where(endless, np.float32(np.nan), computed)
        return computed


def parse(text: str, names: Collection[str]) -> Formula:
    """Understand a formula in which `names` (lower case) may occur; upper and lower case mean the same.

    Raises FormulaError with the character that is wrong and what to do about it.
    """
    if len(text) > LONGEST:
        raise FormulaError(LONGEST, f"A formula has at most {LONGEST} characters; this one has {len(text)}.")
    if not text.strip():
        raise FormulaError(0, "Write a formula, for example reach * impact / effort.")
    parser = _Parser(tokens(text), frozenset(names))
    tree = parser.formula()
    left = parser.token
    if left.kind != "end":
        expected = "Put a sign such as + or * before" if left.kind != "sign" else "There is nothing that fits"
        raise FormulaError(left.position, f"{expected} {left.said}.", len(left.text))
    return Formula(text, tree, tuple(dict.fromkeys(parser.mentioned)))


class _Parser:
    def __init__(self, found: list[Token], names: frozenset[str]) -> None:
        self._tokens = found
        self._at = 0
        self._depth = 0
        self._names = names
        self.mentioned: list[str] = []

    @property
    def token(self) -> Token:
        return self._tokens[self._at]

    def formula(self) -> Node:
        left = self._sum()
        if self._is_sign(*COMPARISONS):
            sign = self._take()
            node: Node = Comparison(sign.text, left, self._sum())
            if self._is_sign(*COMPARISONS):
                raise FormulaError(self.token.position, "Compare two sides only, or put one in brackets.")
            return node
        return left

    def _sum(self) -> Node:
        return self._chain(self._product, ("+", "-"))

    def _product(self) -> Node:
        return self._chain(self._signed, ("*", "/"))

    def _chain(self, take: Callable[[], Node], signs: tuple[str, str]) -> Node:
        left = take()
        while self._is_sign(*signs):
            sign = self._take()
            left = Operation(sign.text, left, take(), sign.position)
        return left

    def _signed(self) -> Node:
        self._deeper()
        try:
            if self._is_sign("-"):
                self._take()
                return Negative(self._signed())
            if self._is_sign("+"):
                self._take()
                return self._signed()
            base = self._atom()
            if self._is_sign("^"):
                sign = self._take()
                return Operation("^", base, self._signed(), sign.position)
            return base
        finally:
            self._depth -= 1

    def _atom(self) -> Node:
        token = self._take()
        if token.kind == "number":
            return self._number(token)
        if token.kind == "name":
            return self._call(token) if self._is_sign("(") else self._name(token)
        if token.text == "(":
            inside = self.formula()
            self._close(token)
            return inside
        raise FormulaError(
            token.position, f"Here a number, a name or a bracket is missing, not {token.said}.", len(token.text)
        )

    def _number(self, token: Token) -> Node:
        value = float(token.text)
        if value > LARGEST:
            raise FormulaError(token.position, "That number is too large.", len(token.text))
        return Number(value)

    def _name(self, token: Token) -> Node:
        name = token.text.lower()
        if name in FUNCTIONS:
            said = FUNCTIONS[name].said
            raise FormulaError(token.position, f"{name} is a function: write {said}.", len(name))
        if name not in self._names:
            near = difflib.get_close_matches(name, self._names, 1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise FormulaError(token.position, f"Nothing is called “{token.text}” here.{hint}", len(name))
        self.mentioned.append(name)
        return Name(name)

    def _call(self, token: Token) -> Node:
        name = token.text.lower()
        if name not in FUNCTIONS:
            known = ", ".join(FUNCTIONS)
            raise FormulaError(
                token.position, f"There is no function “{token.text}”; there are {known}.", len(name)
            )
        opened = self._take()
        parts = [] if self._is_sign(")") else [self.formula()]
        while self._is_sign(","):
            self._take()
            parts.append(self.formula())
        self._close(opened)
        function = FUNCTIONS[name]
        if len(parts) < function.least or (function.most is not None and len(parts) > function.most):
            raise FormulaError(
                token.position, f"Write {function.said}. Here are {len(parts)} parts.", len(name)
            )
        return Call(name, tuple(parts), token.position)

    def _close(self, opened: Token) -> None:
        if self.token.kind == "end":
            raise FormulaError(opened.position, "This bracket is never closed.")
        if not self._is_sign(")"):
            raise FormulaError(
                self.token.position,
                f"Here a sign or a closing bracket is missing before {self.token.said}.",
                len(self.token.text),
            )
        self._take()

    def _is_sign(self, *signs: str) -> bool:
        return self.token.kind == "sign" and self.token.text in signs

    def _take(self) -> Token:
        token = self.token
        if token.kind != "end":
            self._at += 1
        return token

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise FormulaError(
                self.token.position, f"More than {DEEPEST} brackets or signs are inside each other: split it."
            )
