"""Words for sizes, such as S, M and L, and the weeks that each stands for."""

import re
from collections.abc import Iterable, Mapping

RANGE = re.compile(r"^\s*(\d+(?:[.,]\d+)?)\s*(?:-|–|to)\s*(\d+(?:[.,]\d+)?)\s*(?:w|wk|weeks?)?\s*$")
OUT = "out"
"""Where a size goes that a person wants to leave out."""
RANGES = ("0.5–1", "1–3", "2–6", "4–9", "5–14", "10–26")
"""Person-weeks to choose from; low and high, as eight of ten should turn out."""
_START = (
    ("0.5–1", ("xs", "xsmall", "extrasmall", "tiny", "trivial")),
    ("1–3", ("s", "small")),
    ("2–6", ("m", "medium", "mid")),
    ("5–14", ("l", "large", "big")),
    ("10–26", ("xl", "xxl", "xlarge", "extralarge", "huge")),
)
_USUAL = {word: weeks for weeks, words in _START for word in words}


def is_word(value: str) -> bool:
    """A size in letters; figures are ranges or points."""
    return bool(value.strip()) and not any(character.isdigit() for character in value)


def usual(value: str) -> str:
    """The range to start from, "" for a word that we do not know: only the teams know how long their M is."""
    return _USUAL.get(re.sub(r"[^a-z]", "", value.lower()), "")


def start(values: Iterable[str]) -> dict[str, str]:
    """The sizes among these values that have a usual range, smallest first."""
    known = {value: weeks for value in values if is_word(value) and (weeks := usual(value))}
    return dict(sorted(known.items(), key=lambda pair: RANGES.index(pair[1])))


def unplaced(values: Iterable[str], said: Mapping[str, str]) -> list[str]:
    """The sizes of which nobody has said how long they are."""
    return [value for value in values if is_word(value) and value not in said]
