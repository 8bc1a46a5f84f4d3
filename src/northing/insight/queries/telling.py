"""Which sentence of a piece tells of which problem: a suggestion that one key keeps."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from northing.insight.models import Opportunity

SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
WORD = re.compile(r"[^\W\d_]{4,}")
STEM = 5  # refund, refunds and refunding begin alike
SHARED = 2  # one word in common is chance


@dataclass(frozen=True, slots=True)
class Telling:
    """Characters `begins` to `ends` of the text."""

    begins: int
    ends: int
    opportunity: int


def telling_sentences(
    text: str, problems: Iterable[Opportunity], taken: Sequence[tuple[int, int]]
) -> list[Telling]:
    """At most one sentence a problem and one problem a sentence, in the text's order; none that is `taken`."""
    sentences = [span for span in _sentences(text) if not _overlaps(span, taken)]
    found: dict[tuple[int, int], Telling] = {}
    for problem in problems:
        asked = _stems(f"{problem.name} {problem.statement}")
        scored = [(score, span) for span in sentences if (score := _shared(asked, _stems(text[slice(*span)])))]
        best = max(scored, default=None, key=lambda pair: (pair[0], -pair[1][0]))
        if best is not None and best[1] not in found:
            found[best[1]] = Telling(*best[1], problem.pk)
    return sorted(found.values(), key=lambda telling: telling.begins)


def _overlaps(span: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    return any(span[0] < ends and begins < span[1] for begins, ends in taken)


def _sentences(text: str) -> list[tuple[int, int]]:
    spans = []
    for match in SENTENCE.finditer(text):
        said = match.group()
        begins = match.start() + len(said) - len(said.lstrip())
        ends = match.end() - (len(said) - len(said.rstrip()))
        if begins < ends:
            spans.append((begins, ends))
    return spans


def _stems(text: str) -> set[str]:
    return {word[:STEM] for word in WORD.findall(text.casefold())}


def _shared(asked: set[str], said: set[str]) -> float:
    shared = len(asked & said)
    return shared / sqrt(len(said)) if shared >= SHARED else 0.0
