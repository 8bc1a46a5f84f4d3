"""The matrices of the portfolio: share against growth, attractiveness against strength."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from northing.portfolio.queries.overview import Overview, Standing
from northing.ui import formatting

if TYPE_CHECKING:
    from northing.portfolio.models import PortfolioRules, Product

BUBBLE = 2.9  # pixels of radius for the root of a percent of investment
MARKS = {"square": "sq", "circle": "", "triangle": "tri", "diamond": "dia"}


@dataclass(frozen=True, slots=True)
class Bubble:
    """A product in a matrix: places in percent, the radius in pixels."""

    product: "Product"
    x: float
    y: float
    radius: float
    mark: str
    side: str
    text_x: float
    text_y: float


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Matrix:
    bubbles: tuple[Bubble, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    cuts_x: tuple[float, ...]
    cuts_y: tuple[float, ...]
    missing: str
    sentence: str
    axis: str = ""


@dataclass(frozen=True, slots=True)
class ShareAxis:
    """Which share is shown, on a log scale from the least to the most of `ends`."""

    name: str
    of: Callable[[Standing], float | None]
    text: Callable[[float], str]
    ticks: tuple[float, ...]
    cut: float
    ends: tuple[float, float]

    def place(self, share: float) -> float:
        least, most = self.ends
        return math.log(min(most, max(least, share)) / least) / math.log(most / least) * 92 + 3


def share_growth(seen: Overview, rules: "PortfolioRules") -> Matrix:
    """Share, on a log scale, against growth; area is investment."""
    axis = _share_axis(seen, rules)
    growing = [row for row in seen.standings.values() if row.income.growth is not None]
    known = [(row, share) for row in growing if (share := axis.of(row))]
    growths = [(row.income.growth or 0) * 100 for row, _ in known]
    low = math.floor(min([*growths, -25]) / 25) * 25
    high = math.ceil(max([*growths, 50]) / 25) * 25

    def down(percent: float) -> float:
        return (high - percent) / (high - low) * 100

    step = 25 if high - low <= 150 else 50
    return Matrix(
        bubbles=_placed((row, axis.place(share), down((row.income.growth or 0) * 100)) for row, share in known),
        across=tuple(Tick(axis.place(at), axis.text(at)) for at in axis.ticks),
        up=tuple(Tick(down(at), formatting.signed(at)) for at in range(low, high + 1, step)),
        cuts_x=(axis.place(axis.cut),),
        cuts_y=(down(rules.growth_cut),),
        missing=_missing(seen, [row for row, _ in known]),
        sentence=f"{axis.name.capitalize()} against growth. "
        + "; ".join(
            f"{row.product.name}: {axis.text(share)}, {formatting.signed((row.income.growth or 0) * 100)}"
            " percent a year"
            for row, share in known
        ),
        axis=axis.name,
    )


def _share_axis(seen: Overview, rules: "PortfolioRules") -> ShareAxis:
    """Relative share, as the matrix is meant, where the largest competitor of each product that grows or falls
    is estimated; the two kinds of share cannot stand on one axis, so else it is that of our own revenue."""
    rows = [row for row in seen.standings.values() if row.income.growth is not None and row.share]
    noted = sum(row.relative is not None for row in rows)
    if rows and noted == len(rows):
        return ShareAxis(
            "share relative to the largest competitor",
            lambda row: row.relative,
            lambda share: f"{formatting.compact(share)}×",
            (0.1, 0.2, 0.5, 1, 2, 5),
            1,
            (0.05, 10),
        )
    why = f", as {noted} of {len(rows)} largest competitors are estimated" if noted else ""
    return ShareAxis(
        f"share of our revenue{why}",
        lambda row: row.share,
        lambda share: formatting.with_unit(formatting.number(share), "%"),
        (2, 5, 10, 20, 50),
        rules.share_cut,
        (1, 60),
    )


def attractiveness_strength(seen: Overview, rules: "PortfolioRules") -> Matrix:
    """Scores of 1 to 5: how good the market is, and how good we are in it."""
    known = [
        row
        for row in seen.standings.values()
        if row.product.attractiveness is not None and row.product.strength is not None
    ]

    def across(score: float) -> float:
        return (score - 1) / 4 * 94 + 3

    def down(score: float) -> float:
        return 100 - (score - 1) / 4 * 100

    cuts = (float(rules.low_cut), float(rules.high_cut))
    return Matrix(
        bubbles=_placed(
            (row, across(float(row.product.strength or 0)), down(float(row.product.attractiveness or 0)))
            for row in known
        ),
        across=tuple(Tick(across(at), str(at)) for at in range(1, 6)),
        up=tuple(Tick(down(at), str(at)) for at in range(1, 6)),
        cuts_x=tuple(map(across, cuts)),
        cuts_y=tuple(map(down, cuts)),
        missing=_missing(seen, known),
        sentence="Our strength against the market's attractiveness. "
        + "; ".join(
            f"{row.product.name}: strength {row.product.strength}, market {row.product.attractiveness}"
            for row in known
        ),
    )


def _placed(found: Iterable[tuple[Standing, float, float]]) -> tuple[Bubble, ...]:
    """Bubbles with their names beside them, moved where two names would run into each other."""
    taken: list[tuple[float, float, float]] = []
    bubbles = []
    for row, x, y in sorted(found, key=lambda each: each[2]):
        radius = BUBBLE * math.sqrt(max(row.investment or 0, 1.0))
        left = x > 55
        wide = len(row.product.name) * 2.2
        gap = radius / 2.6 + 1.5
        begin = x - gap - wide if left else x + gap
        level = y
        while any(abs(level - at) < 5 and begin < end and start < begin + wide for start, end, at in taken):
            level += 2.5
        taken.append((begin, begin + wide, level))
        bubbles.append(
            Bubble(
                product=row.product,
                x=x,
                y=y,
                radius=radius,
                mark=MARKS.get(row.product.line.mark, "") if row.product.line else "",
                side="e" if left else "s",
                text_x=x - gap if left else x + gap,
                text_y=level,
            )
        )
    return tuple(bubbles)


def _missing(seen: Overview, known: Sequence[Standing]) -> str:
    shown = {row.product.pk for row in known}
    names = [row.product.name for pk, row in seen.standings.items() if pk not in shown]
    if not names:
        return ""
    return f"{names[0]} has none yet" if len(names) == 1 else f"{len(names)} products have none yet"
