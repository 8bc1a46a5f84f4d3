"""What is in progress and how old it is, a column a kind, over how old items of that kind usually become."""

from collections.abc import Sequence
from dataclasses import dataclass

from northing.ui import formatting
from northing.ui.charts.scale import Scale, clamp
from northing.ui.charts.table import Table

NAMED = 3
NEAR = 8.0
GOLDEN = 0.618034
"""Steps of this share of a column spread dots evenly, however many there are."""


@dataclass(frozen=True, slots=True)
class Aged:
    name: str
    days: float
    url: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """Items of one kind; half of those finished were done in `half` days, 85 % in `most`, if that is known."""

    name: str
    items: Sequence[Aged]
    half: float | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True)
class AgeDot:
    x: float
    y: float
    old: bool
    text: str
    url: str
    title: str
    left: bool


@dataclass(frozen=True, slots=True)
class AgeColumn:
    name: str
    half: float | None
    most: float | None
    limit: str
    dots: tuple[AgeDot, ...]

    @property
    def named(self) -> list[float]:
        """Where its names stand, in per cent of the scale."""
        return [dot.y for dot in self.dots if dot.text]


@dataclass(frozen=True, slots=True)
class ItemAges:
    columns: tuple[AgeColumn, ...]
    count: int
    old: int
    sentence: str
    table: Table


def item_ages(kinds: Sequence[Kind]) -> ItemAges:
    """All columns on one scale in days; what is more than three times as old as usual stands at its top."""
    usual = max((kind.most for kind in kinds if kind.most), default=0.0)
    oldest = max((item.days for kind in kinds for item in kind.items), default=1.0)
    top = max(min(oldest, usual * 3) if usual else oldest, usual * 1.25, 1.0) * 1.1
    scale = Scale(0.0, top)
    columns: list[AgeColumn] = []
    for kind in kinds:
        columns.append(_column(kind, scale, columns[-1].named if columns else (), last=kind is kinds[-1]))
    count = sum(len(column.dots) for column in columns)
    old = sum(dot.old for column in columns for dot in column.dots)
    return ItemAges(
        columns=tuple(columns),
        count=count,
        old=old,
        sentence=(
            f"Age of {formatting.counted(count, 'item')} in progress; {old or 'none'}"
            f" older than {formatting.percent(0.85)} of finished items of their kind were"
        ),
        table=Table(
            ("Kind", "Item", "Age", "85\u202f% were done in"),
            tuple(
                (kind.name, item.name, _days(item.days), _days(kind.most) if kind.most else formatting.NOTHING)
                for kind in kinds
                for item in kind.items
            ),
        ),
    )


def _column(kind: Kind, scale: Scale, beside: Sequence[float], *, last: bool) -> AgeColumn:
    """Names of the last column stand left of their dots, so that they stay inside. `beside`: where names of the
    column before stand, which may reach into this one."""
    dots: list[AgeDot] = []
    for place, item in enumerate(sorted(kind.items, key=lambda item: -item.days)):
        x, y = 14 + 72 * ((0.15 + place * GOLDEN) % 1), clamp(scale.at(item.days), 0, 96)
        old = kind.most is not None and item.days > kind.most
        others = [dot.y for dot in dots if dot.text]
        named = old and len(others) < NAMED and all(abs(y - other) > NEAR for other in (*others, *beside))
        dots.append(
            AgeDot(
                x=x,
                y=y,
                old=old,
                text=item.name if named else "",
                url=item.url,
                title=f"{item.name}, {_days(item.days)}",
                left=last or x > 50,
            )
        )
    return AgeColumn(
        name=kind.name,
        half=scale.at(kind.half) if kind.half else None,
        most=scale.at(kind.most) if kind.most else None,
        limit=_days(kind.most) if kind.most else "",
        dots=tuple(dots),
    )


def _days(days: float) -> str:
    digits = 1 if days < 3 else 0
    return formatting.with_unit(formatting.number(days, digits), "d")
