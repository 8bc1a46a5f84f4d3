"""Whole numbers as addresses and forms send them, and what lies between two ends of a range."""

from typing import Annotated

from pydantic import Field

LARGEST = 2**63 - 1  # PostgreSQL's bigint, the type of every primary key
DIGITS = len(str(LARGEST))

Id = Annotated[int, Field(ge=-LARGEST, le=LARGEST)]


def whole(text: str) -> int | None:
    """The number; None for what is none or what no row can have."""
    if not (text.isascii() and text.isdecimal() and len(text) <= DIGITS):
        return None
    number = int(text)
    return number if number <= LARGEST else None


def between(low: float, high: float, *, share: bool) -> float:
    """What is likely where nobody said it: halfway as shares are read, else as ratios are (above 0)."""
    return (low * high) ** 0.5 if low > 0 and not share else (low + high) / 2
