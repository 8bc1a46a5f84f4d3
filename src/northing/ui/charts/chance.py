"""The chance that a promise is kept: a ring and a number, "78 → 54 %" when it fell."""

from dataclasses import dataclass
from typing import Literal

from northing.ui import formatting

WARN_BELOW = 75
BAD_BELOW = 60
Tone = Literal["", "warn", "bad"]


@dataclass(frozen=True, slots=True)
class Chance:
    """`ring` is how much of the ring is filled in percent, `tone` its colour, `was` the former number or ""."""

    ring: int
    text: str
    was: str
    tone: Tone
    sentence: str


def tone_of(chance: float) -> Tone:
    """Amber under 75, red under 60, judged by the number on screen."""
    shown = formatting.chance_points(chance)
    if shown < BAD_BELOW:
        return "bad"
    return "warn" if shown < WARN_BELOW else ""


def chance_ring(
    chance: float, *, was: float | None = None, of: str = "chance to make the commitment"
) -> Chance:
    """A chance (0 to 1), and what it was before when that number reads differently."""
    text = formatting.chance(chance)
    before = formatting.chance(was) if was is not None else ""
    if before == text:
        before = ""
    sentence = f"{text} {of}" + (f", was {before}" if before else "")
    return Chance(
        ring=formatting.chance_points(chance),
        text=text,
        was=before.removesuffix("%").rstrip(formatting.THIN),
        tone=tone_of(chance),
        sentence=sentence,
    )
