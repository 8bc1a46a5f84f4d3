"""What a text shows of its kind: words and pairs of words, letters of words, cues, stars, where it came from.

Each family is a row of hashed columns of its own, so that many letters do not drown few cues. Nothing is kept
of a text but these numbers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from zlib import crc32

import numpy as np

from northing_engine.kinds.cues import CUES
from northing_engine.kinds.sparse import Rows
from northing_engine.similarity.words import fold

# Columns of a family; two words in one column are rare enough at 2**17 and cost little.
WIDTH = 2**17
# Words of a text that are read: what comes later is mostly pasted, and says less of its kind than it hides.
MOST_WORDS = 120
FAMILIES = ("words", "cues", "stars and source")

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?|[!?]")
_HEADING = re.compile(r"^#{1,6}\s*(.+)$|^\*\*(.+?)\*\*", re.MULTILINE)


@dataclass(frozen=True)
class Text:
    """What is to be judged. `stars` 1..5 where it is a review, `source` where it came from, "" when unknown."""

    title: str
    body: str = ""
    stars: int | None = None
    source: str = ""


def counts(texts: Sequence[Text]) -> tuple[Rows, ...]:
    """One `Rows` of (texts, WIDTH) for each of `FAMILIES`, damped counts."""
    families = (
        [_hashed(_words(text)) for text in texts],
        [_hashed(_cues(text)) for text in texts],
        [_hashed(_about(text)) for text in texts],
    )
    return tuple(Rows.of(family, WIDTH) for family in families)


def _words(text: Text) -> Counter[str]:
    """Words and pairs, those of the title told apart as well."""
    titled = _WORD.findall(fold(text.title))
    every = [*titled, *_WORD.findall(fold(text.body))[:MOST_WORDS]]
    found = Counter(every)
    found.update(f"{first} {second}" for first, second in pairwise(every))
    found.update(f"title {word}" for word in titled)
    found.update(f"title {first} {second}" for first, second in pairwise(titled))
    return found


def _cues(text: Text) -> Counter[str]:
    whole = fold(f"{text.title}\n{text.body}")
    found: Counter[str] = Counter()
    for name, pattern in CUES.items():
        if seen := len(pattern.findall(whole)):
            found[name] = 1
            found[f"{name} {min(seen, 3)}"] = 1
    folded = fold(text.title)
    found.update({f"title {name}": 1 for name, pattern in CUES.items() if pattern.search(folded)})
    headings = {fold(first or second).strip()[:40] for first, second in _HEADING.findall(text.body)}
    found.update(f"heading {heading}" for heading in headings)
    for heading in headings:
        found.update({f"heading word {word}": 1 for word in _WORD.findall(heading)})
    opening = _WORD.findall(folded)[:2]
    found.update({f"begins {' '.join(opening[:size])}" for size in (1, 2) if len(opening) >= size})
    found[f"words {int(np.log2(len(whole.split()) + 1))}"] = 1
    return found


def _about(text: Text) -> Counter[str]:
    """Where people give a title, few stars mean another kind than where they don't."""
    titled = "titled" if text.title else "untitled"
    found: Counter[str] = Counter([titled])
    if text.stars is not None:
        found[f"stars {text.stars}"] = 1
        found[f"{titled}, stars {text.stars}"] = 1
        found["few stars" if text.stars <= 2 else "many stars" if text.stars >= 4 else "three stars"] = 1
    if text.source:
        found[f"source {fold(text.source)}"] = 1
    return found


def _hashed(found: Counter[str]) -> dict[int, float]:
    columns: dict[int, float] = {}
    for name, count in found.items():
        column = crc32(name.encode()) % WIDTH
        columns[column] = columns.get(column, 0.0) + 1 + float(np.log(count))
    return columns
