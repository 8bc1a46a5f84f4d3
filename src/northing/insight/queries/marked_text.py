"""A text in paragraphs and runs, cut where marks begin and end."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

PARAGRAPH = re.compile(r"\r?\n[ \t]*\r?\n\s*")


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters `begins` to `ends` of the text, known by the number `label`; `title` says what it shows."""

    begins: int
    ends: int
    label: str
    title: str
    suggested: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text under the same marks, from character `begins` on. `labels` where the last mark ends."""

    text: str
    begins: int
    marks: tuple[Mark, ...]
    labels: str

    @property
    def suggested(self) -> bool:
        """Nobody marked it yet."""
        return all(mark.suggested for mark in self.marks)

    @property
    def title(self) -> str:
        return "; ".join(dict.fromkeys(mark.title for mark in self.marks))


def paragraphs(text: str, marks: Iterable[Mark]) -> list[list[Run]]:
    """Every character of the text but those between paragraphs, in its place.

    A carriage return has a place but is not written: browsers would make a line's end of it.
    """
    marks = sorted(marks, key=lambda mark: (mark.begins, mark.ends))
    cuts = sorted({end for mark in marks for end in (mark.begins, mark.ends)} | _after_returns(text))
    found, begins = [], 0
    for gap in [*PARAGRAPH.finditer(text), None]:
        ends = gap.start() if gap else len(text)
        if ends > begins:
            found.append(_runs(text, begins, ends, cuts, marks))
        begins = gap.end() if gap else ends
    return found


def _runs(text: str, begins: int, ends: int, cuts: list[int], marks: list[Mark]) -> list[Run]:
    edges = [begins, *(cut for cut in cuts if begins < cut < ends), ends]
    runs = []
    for start, stop in pairwise(edges):
        over = tuple(mark for mark in marks if mark.begins < stop and mark.ends > start)
        closing = dict.fromkeys(mark.label for mark in over if mark.ends == stop or stop == ends)
        written = text[start:stop].replace("\r", "")
        if written:
            runs.append(Run(written, start, over, ", ".join(closing)))
    return runs


def _after_returns(text: str) -> set[int]:
    return {at + 1 for at, letter in enumerate(text) if letter == "\r"}
