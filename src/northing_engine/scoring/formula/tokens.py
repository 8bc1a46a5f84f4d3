"""A formula's text, cut into numbers, names and signs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from northing_engine.scoring.formula.errors import FormulaError

# What people paste from documents means the same as what they type.
SAME_AS = {"×": "*", "·": "*", "÷": "/", "−": "-", "≤": "<=", "≥": ">=", "≠": "!=", "==": "=", "<>": "!="}
PATTERN = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)"
    r"|(?P<name>[^\W\d]\w*)"
    r"|(?P<sign><=|>=|!=|<>|==|[-+*/^()<>=,×·÷−≤≥≠])"
)


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is number, name, sign or end; `position` counts characters from 0."""

    kind: str
    text: str
    position: int

    @property
    def said(self) -> str:
        return "the end" if self.kind == "end" else f"“{self.text}”"


def tokens(text: str) -> list[Token]:
    """All tokens of the text and an end. Raises FormulaError at a character that means nothing."""
    found: list[Token] = []
    at = 0
    while at < len(text):
        match = PATTERN.match(text, at)
        if match is None:
            raise FormulaError(at, f"“{text[at]}” means nothing in a formula.")
        kind = match.lastgroup or ""
        if kind != "space":
            piece = match.group()
            found.append(Token(kind, SAME_AS.get(piece, piece), at))
        at = match.end()
    return [*found, Token("end", "", len(text))]
