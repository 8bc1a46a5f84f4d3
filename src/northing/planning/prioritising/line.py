"""Where the room ends: which candidates are in, by score and by what was pinned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from northing.planning.models import Key, Pin
from northing.planning.queries.prioritise.inputs import Said


@dataclass(frozen=True, slots=True)
class Line:
    """What is `inside`, what it takes, and the room with which one `more` or one `less` would be in."""

    inside: frozenset[Key]
    used: float
    more: float | None
    less: float | None


def line(
    order: Sequence[Key], said: Mapping[Key, Mapping[str, Said]], pins: Mapping[Key, str], room: float
) -> Line:
    """What is pinned first, then from the highest score on until one does not fit. Without an effort nobody can
    say whether something fits: it stays out. `order`: those that have a score, or are pinned."""
    weeks = {key: said[key]["effort"].likely if "effort" in said[key] else None for key in order}
    pinned = [key for key in order if pins.get(key) == Pin.IN]
    used = sum(weeks[key] or 0.0 for key in pinned)
    inside, last, following = set(pinned), None, None
    for key in order:
        effort = weeks[key]
        if effort is None or key in inside or pins.get(key) == Pin.OUT:
            continue
        if used + effort > room + 1e-9:
            following = effort
            break
        inside.add(key)
        used, last = used + effort, effort
    return Line(
        frozenset(inside),
        used,
        more=used + following if following is not None else None,
        less=used - last if last is not None else None,
    )
