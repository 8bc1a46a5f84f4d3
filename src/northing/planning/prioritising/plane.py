"""Two inputs against each other: each candidate is a dot, and where it is dropped says its values."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from northing.kernel.errors import NotVisible, Refused
from northing.organisation.models import Member
from northing.planning.prioritising.board import Board, Row, described
from northing.planning.queries.prioritise.fields import KNOWN, Field
from northing.planning.queries.prioritise.inputs import Said
from northing.ui import formatting

EDGE = 0.08  # of an axis is left free at either end, so that there is somewhere to drop a dot
WIDE = 6.0  # times the least: from here on an axis is a logarithmic one
SAME = 1.5  # per cent of an axis: nearer ones cover each other
BESIDE = 18.0  # pixels between two of those
NARROW, FLAT = 1000.0, 480.0  # pixels of a small plane: names that keep apart there do so on a larger one
LETTER, LONGEST, LINE = 5.6, 150.0, 13.0  # pixels: a name's width at most, and its height
TO_RIGHT, TO_LEFT, ABOVE, BELOW, ON_DEMAND = "", "left", "name-above", "name-below", "quiet"
GOLDEN = math.pi * (3 - math.sqrt(5))
SMALLEST, LARGEST = 5.0, 22.0  # pixels: the radius of a dot, and of the bubble with the most revenue
Three = tuple[float, float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Axis:
    """`low` and `high` are logarithms where `log` is set."""

    field: Field
    low: float
    high: float
    log: bool

    def share(self, value: float) -> float:
        at = math.log(value) if self.log else value
        return (at - self.low) / (self.high - self.low)

    def value(self, share: float) -> float:
        """At that share of its length, with two figures that count, inside what the field allows."""
        at = self.low + (self.high - self.low) * min(1.0, max(0.0, share))
        value = float(f"{math.exp(at) if self.log else at:.2g}")
        value = value if self.field.most is None else min(value, self.field.most)
        return value if self.field.lowest is None else max(value, self.field.lowest)

    @property
    def ends(self) -> tuple[str, str]:
        return self.field.write(self.value(0)), self.field.write(self.value(1))


@dataclass(frozen=True, slots=True)
class Dot:
    """`x` and `y`: per cent from the left and from the top; `r`: pixels. `aside`: pixels from its place at
    which it is drawn where others have the same. `name`: on which side of it its name stands, or that the name
    waits to be pointed at, where there is no room."""

    row: Row
    x: float
    y: float
    r: float
    sentence: str
    aside: tuple[float, float] = (0.0, 0.0)
    name: str = TO_RIGHT


@dataclass(frozen=True, slots=True)
class Plane:
    """`unsaid`: how many lack one of the two inputs. `middle`: where the lines of the four fields cross."""

    x: Axis
    y: Axis
    dots: tuple[Dot, ...]
    unsaid: int
    middle: tuple[float, float]


def choices(found: Board) -> tuple[Field, ...]:
    """What an axis can be: the model's inputs and the effort."""
    return found.fields if KNOWN["effort"] in found.fields else (*found.fields, KNOWN["effort"])


def plane(actor: Member, found: Board) -> Plane | None:
    """None while nobody has said two inputs of anything."""
    x, y = _axes(found)
    rows = [row for row in found.shown if x.key in row.said and y.key in row.said]
    if not rows or x == y:
        return None
    if found.wanted.picture == "bubbles":
        rows = described(actor, found, rows)
    across, up = (_axis(field, [row.said[field.key].likely for row in rows]) for field in (x, y))
    most = max((float(row.asking.revenue) for row in rows), default=0.0)
    dots = _named(_apart([_dot(row, across, up, most) for row in rows]))
    middle = _median([dot.x for dot in dots]), _median([dot.y for dot in dots])
    return Plane(across, up, dots, len(found.shown) - len(rows), middle)


def dropped(found: Plane, key: str, x: float, y: float) -> list[tuple[Row, Field, Three]]:
    """What dropping the dot at these shares, from the left and from the top, says of its candidate: each range
    moves along with its likely value."""
    dot = next((dot for dot in found.dots if str(dot.row.key) == key), None)
    if dot is None:
        raise NotVisible
    if not (math.isfinite(x) and math.isfinite(y)):
        raise Refused(x="That is no place on the map.")
    return [
        (dot.row, axis.field, _moved(axis.field, dot.row.said[axis.field.key], axis.value(share)))
        for axis, share in ((found.x, x), (found.y, 1 - y))
    ]


def _axes(found: Board) -> tuple[Field, Field]:
    """As the address says; else effort against the first input."""
    fields = {field.key: field for field in choices(found)}
    names = [name for name in ("effort", *fields) if name in fields]
    x = fields.get(found.wanted.x) or fields[names[0]]
    usual = next((fields[name] for name in ("impact", *names) if name in fields and fields[name] != x), x)
    return x, fields.get(found.wanted.y) or usual


def _axis(field: Field, values: Sequence[float]) -> Axis:
    low, high = min(values), max(values)
    log = low > 0 and high / low >= WIDE
    first, last = (math.log(low), math.log(high)) if log else (low, high)
    edge = (last - first) * EDGE or abs(last) * EDGE or 1.0
    return Axis(field, first - edge, last + edge, log)


def _dot(row: Row, x: Axis, y: Axis, most: float) -> Dot:
    across, up = row.said[x.field.key].likely, row.said[y.field.key].likely
    share = math.sqrt(float(row.asking.revenue) / most) if most > 0 else 0.0
    sentence = (
        f"{row.candidate.name}: {x.field.name} {x.field.write(across)}, {y.field.name} {y.field.write(up)}"
    )
    if row.asking.pieces:
        sentence += f", asked for {formatting.counted(row.asking.pieces, 'time')}"
    return Dot(
        row, 100 * x.share(across), 100 - 100 * y.share(up), SMALLEST + (LARGEST - SMALLEST) * share, sentence
    )


def _apart(dots: Sequence[Dot]) -> tuple[Dot, ...]:
    """Those at the same place around it, like the seeds of a sunflower, so that each can be pointed at."""
    taken: Counter[tuple[int, int]] = Counter()
    found = []
    for dot in dots:
        place = round(dot.x / SAME), round(dot.y / SAME)
        away, turn = BESIDE * math.sqrt(taken[place]), GOLDEN * taken[place]
        taken[place] += 1
        found.append(replace(dot, aside=(away * math.cos(turn), away * math.sin(turn))))
    return tuple(found)


def _named(dots: Sequence[Dot]) -> tuple[Dot, ...]:
    """Each name where it covers no other name and no dot: what stands above in the list chooses first."""
    taken = np.full((2 * len(dots), 4), np.nan)
    taken[: len(dots)] = [_box(dot, -dot.r, 2 * dot.r, 2 * dot.r) for dot in dots]

    def is_free(box: Box) -> bool:
        left, right, top, bottom = box
        covered = (taken[:, 0] < right) & (left < taken[:, 1]) & (taken[:, 2] < bottom) & (top < taken[:, 3])
        return left >= 0 and right <= NARROW and not covered.any()

    found = []
    for place, dot in enumerate(dots, len(dots)):
        sides = places_of_name(dot)
        name = next((side for side, box in sides.items() if is_free(box)), ON_DEMAND)
        if name in sides:
            taken[place] = sides[name]
        found.append(replace(dot, name=name))
    return tuple(found)


def places_of_name(dot: Dot) -> dict[str, Box]:
    """By side, the best first: left, right, top and bottom of its name there, in pixels of a small plane."""
    width, beside = min(LETTER * len(dot.row.candidate.name), LONGEST), dot.r + 4
    over = dot.r + LINE / 2 + 1
    return {
        TO_RIGHT: _box(dot, beside, width, LINE),
        TO_LEFT: _box(dot, -beside - width, width, LINE),
        ABOVE: _box(dot, -width / 2, width, LINE, -over),
        BELOW: _box(dot, -width / 2, width, LINE, over),
    }


def _box(dot: Dot, start: float, width: float, height: float, down: float = 0.0) -> Box:
    """Left, right, top and bottom, on a small plane, of what begins `start` pixels beside and `down` below the
    middle of a dot."""
    x, y = NARROW * dot.x / 100 + dot.aside[0] + start, FLAT * dot.y / 100 + dot.aside[1] + down
    return x, x + width, y - height / 2, y + height / 2


def _moved(field: Field, said: Said, value: float) -> Three:
    times = value / said.likely if said.likely else 1.0
    low, high = said.low * times, said.high * times
    if field.most is not None:
        high = min(high, field.most)
    return min(low, value), value, max(high, value)


def _median(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2] if values else 50.0
