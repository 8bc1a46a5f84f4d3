"""How the portfolio reads: rows, and sums of lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from northing.portfolio.queries.overview import Overview, Share, Standing
from northing.portfolio.views.scorecard_words import Dumbbell, shares
from northing.ui import charts, formatting

if TYPE_CHECKING:
    from northing.portfolio.models import Product, ProductLine

FULL = 125.0
"""Percent of a product manager at which a bar of attention is full."""
OVERLOADED = 105
ICONS = {"bad": "down", "warn": "alert"}
ENDED = {"decline": "Falls as planned", "retired": "Retired"}
PARTS = ((0.3, "a quarter of"), (0.42, "a third of"), (0.6, "half of"), (0.75, "two thirds of"))


@dataclass(frozen=True, slots=True)
class Row:
    standing: Standing
    curve: charts.SmallCurve
    since: str
    growth: str
    health: str
    tone: str
    icon: str
    page: str
    investment: Dumbbell
    got_at: float
    asked_at: float | None
    short: bool
    overloaded: bool

    @property
    def product(self) -> "Product":
        return self.standing.product

    @property
    def owner(self) -> str:
        """First name and the last one's letter, as on a list."""
        first, *rest = self.product.owner.name.split() if self.product.owner else [""]
        return f"{first} {rest[-1][0]}." if rest else first


def rows(seen: Overview, products: "Sequence[Product]", today: date) -> dict[int, Row]:
    known = [seen.of(product) for product in products]
    bells = shares(
        (row.product.name, row.investment, row.product.investment_target) for row in seen.standings.values()
    )
    bell = dict(zip(seen.standings, bells, strict=True))
    return {row.product.pk: _row(row, bell[row.product.pk], today) for row in known}


def _row(row: Standing, bell: Dumbbell, today: date) -> Row:
    product, growth = row.product, row.income.growth
    health, tone, icon = _health(row)
    asked, got = product.attention_target, row.attention.got if row.attention else 0.0
    return Row(
        standing=row,
        curve=charts.small_curve(product.stage),
        since=_since(row, today),
        growth=f"{formatting.signed(growth * 100, '%')} a year" if growth is not None else "",
        health=health,
        tone=tone,
        icon=icon,
        page=row.concern.page if row.concern else "",
        investment=bell,
        got_at=min(100.0, got / FULL * 100),
        asked_at=min(100.0, asked / FULL * 100) if asked is not None else None,
        short=bool(row.attention and asked and got < asked * 0.75),
        overloaded=bool(row.attention and (row.attention.load or 0) > OVERLOADED),
    )


def _since(row: Standing, today: date) -> str:
    if row.product.stage in {"introduction", "growth"} and row.product.sold_since:
        return f"year {today.year - row.product.sold_since.year + 1}"
    return f"since {row.since.year}" if row.since else ""


def _health(row: Standing) -> tuple[str, str, str]:
    if row.concern:
        return (
            row.concern.text,
            row.concern.tone,
            {"bad": "down", "warn": "alert"}.get(row.concern.tone, "minus"),
        )
    if row.product.stage in ENDED:
        return ENDED[row.product.stage], "", "minus"
    if row.income.year is None:
        return "Evidence thin", "", "minus"
    return "As expected", "good", "check"


def line_words(seen: Overview, line: "ProductLine | None", products: "Sequence[Product]", currency: str) -> str:
    """€24.3m, +10 % a year, 41 % of investment against a target of 39."""
    incomes = [seen.figures.income(product) for product in products]
    now, before = sum(one.year or 0 for one in incomes), sum(one.year_before or 0 for one in incomes)
    said = [formatting.short_money(now, currency)] if now else []
    if now and before:
        said.append(f"{formatting.signed((now / before - 1) * 100, '%')} a year")
    share = seen.share_of(line.name if line else "", products)
    if share.actual is not None:
        target = f" against a target of {share.target}" if share.target is not None else ""
        said.append(f"{formatting.with_unit(formatting.number(share.actual), '%')} of investment{target}")
    return ", ".join(said)


def lead(seen: Overview, currency: str) -> str:
    count = sum(row.product.stage != "retired" for row in seen.standings.values())
    said = [formatting.counted(count, "product")]
    if seen.figures.revenue:
        said.append(formatting.short_money(seen.figures.revenue, currency))
    if seen.figures.growth is not None:
        said.append(f"{formatting.signed(seen.figures.growth * 100, '%')} a year")
    return f"{', '.join(said)}.{_tilt([share for _, share, _ in seen.by_horizon])}"


def _tilt(horizons: Iterable[Share]) -> str:
    """Which horizon gets too much, and which too little, where it is worth a word."""
    off = [
        (row.actual - row.target, row.name.partition(" ")[2].lower())
        for row in horizons
        if row.actual is not None and row.target is not None
    ]
    if not off:
        return ""
    most, least = max(off), min(off)
    said = []
    if most[0] >= 5:
        said.append(f"{formatting.number(most[0])} points too much go to “{most[1]}”")
    if least[0] <= -5:
        said.append(f"{formatting.number(-least[0])} too little to “{least[1]}”")
    return f" {', '.join(said)}." if said else ""


def dumbbells(found: Iterable[Share]) -> tuple[Dumbbell, ...]:
    return shares((row.name, row.actual, row.target) for row in found)


def headline(row: Standing) -> str:
    """What stands out about a product: how its attention or its investment compares with its role."""
    share = row.attention_share
    if share is not None and (share < 0.75 or share > 1.3):
        return f"Gets {_part(share)} what its role asks for"
    if row.concern:
        return row.concern.text
    return "Gets what its role asks for" if share is not None else "As expected"


def _part(share: float) -> str:
    for limit, words in (
        (0.3, "a quarter of"),
        (0.42, "a third of"),
        (0.6, "half of"),
        (0.75, "two thirds of"),
    ):
        if share < limit:
            return words
    return "one and a half times" if share < 1.8 else "twice" if share < 2.5 else "much more than"
