"""How it reads who came to a product, who left, and how far it spreads."""

from dataclasses import dataclass
from math import isfinite

from northing.portfolio import lifecycle
from northing.portfolio.slots import Users
from northing.ui import formatting


@dataclass(frozen=True, slots=True)
class UsersWords:
    """`parts`: new, kept, back and lost with their numbers; `ratio` and `spread` are sentences."""

    now: int
    before: int
    since: str
    parts: tuple[tuple[str, int], ...]
    ratio: str
    spread: str
    page: str


def users_words(users: Users | None) -> UsersWords | None:
    """None where nobody ever used it."""
    if users is None:
        return None
    grown = lifecycle.came_and_left(users)
    return UsersWords(
        now=grown.after,
        before=grown.before,
        since=formatting.long_day(users.since),
        parts=(
            ("new", grown.new),
            ("kept", grown.retained),
            ("back", grown.resurrected),
            ("lost", grown.churned),
        ),
        ratio=_ratio(grown.quick_ratio),
        spread=_spread(lifecycle.spread(users)),
        page=users.page,
    )


def _ratio(quick: float) -> str:
    if not isfinite(quick):
        return "None was lost." if quick == quick else ""
    return f"{formatting.number(quick, 1)} came for each that left."


def _spread(seen: lifecycle.Spread | None) -> str:
    """A curve only where the customers so far tell its height; else the range that they leave open."""
    if seen is None:
        return ""
    low, high = (formatting.number(amount) for amount in (seen.fit.market_low, seen.fit.market_high))
    if not seen.fit.identified:
        return f"How far it spreads cannot be told yet: {low} to {high} customers in the end would fit as well."
    best = formatting.number(seen.fit.best.market)
    return (
        f"It spreads as new products do (Bass): to about {best} customers ({low} to {high}), most of the new"
        f" ones in {formatting.quarter(seen.peak_on)}."
    )
