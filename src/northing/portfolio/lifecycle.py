"""Where products stand in their lives, and when they may move on: what the engine makes of their revenue."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from northing.kernel import clock
from northing.portfolio.models import Stage, quarter_of
from northing.portfolio.queries.money import YEAR, Income, quarters_before
from northing.portfolio.slots import Users
from northing_engine.lifecycle import (
    BassFit,
    Growth,
    LifecycleError,
    bass,
    growth_accounting,
    reaching,
    stage_evidence,
)

FORESEEN = 40  # quarters; what lies further ahead is not said
CERTAIN = 0.999  # nobody is
TREND = 6  # quarters that the trend of growth is read from


@dataclass(frozen=True, slots=True)
class NextStage:
    """When growth falls to what is no longer growth, in 80 of 100 cases; `latest` None for "perhaps never"."""

    slowing: float
    """Share a year that growth loses in each quarter."""
    expected: date
    earliest: date
    latest: date | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What revenue says about a product's stage: the one that it reads as, and the chance of that.

    `growth` is the last year's; `read` is "" where there is too little of it to read a stage.
    """

    growth: float | None
    read: str = ""
    chance: float | None = None
    next: NextStage | None = None

    @property
    def read_name(self) -> str:
        return str(Stage(self.read).label) if self.read else ""


def evidence(income: Income, others: Iterable[Income], stage: str) -> Evidence:
    """The stage by the rule of Polli and Cook; for a product in growth, when it would reach maturity.

    `others` are the products that it is compared with: how far their growth scatters is what counts as growth.
    """
    growths = [other.growth for other in others if other.growth is not None]
    try:
        seen = stage_evidence(
            [amount for _, amount in income.quarters], periods_a_year=YEAR, comparable=growths
        )
    except LifecycleError:
        return Evidence(income.growth)
    ahead = _maturing(income, seen.scatter / 2) if stage == Stage.GROWTH else None
    return Evidence(income.growth, seen.stage, min(CERTAIN, seen.chance(seen.stage)), ahead)


def came_and_left(users: Users) -> Growth:
    """New, kept, back and lost since `users.since`: both identities hold exactly."""
    return growth_accounting(users.then, users.now, users.ever)


@dataclass(frozen=True, slots=True)
class Spread:
    """How a product spreads among its customers, by quarters from `begun`."""

    begun: date
    fit: BassFit

    @property
    def peak_on(self) -> date:
        """The quarter in which most new customers come, by the best fit."""
        return quarters_before(self.begun, -int(self.fit.best.peak_at))


def spread(users: Users) -> Spread | None:
    """From first uses in quarters that are over; None where some came before the record or too few quarters."""
    if not users.first_used:
        return None
    begun, this = quarter_of(users.first_used[0]), quarter_of(clock.today())
    count = _quarters_between(begun, this)
    came = [0] * count
    for day in users.first_used:
        if (place := _quarters_between(begun, quarter_of(day))) < count:
            came[place] += 1
    try:
        return Spread(begun, bass(came))
    except LifecycleError:
        return None


def _quarters_between(first: date, last: date) -> int:
    return (last.year - first.year) * YEAR + (last.month - first.month) // 3


def _maturing(income: Income, level: float) -> NextStage | None:
    found = reaching(np.array(income.growths[-TREND:]), level)
    if found is None or found.steps > FORESEEN:
        return None
    last = income.quarters[-1][0]

    def after(steps: float) -> date:
        return _month_of(last, steps)

    latest = found.latest if found.latest is not None and found.latest <= FORESEEN else None
    return NextStage(
        slowing=-found.slope,
        expected=after(found.steps),
        earliest=after(found.earliest),
        latest=after(latest) if latest is not None else None,
    )


def _month_of(quarter: date, steps: float) -> date:
    """The first day of the month that lies so many quarters after the end of `quarter`."""
    ends = quarters_before(quarter, -1)
    months = ends.year * 12 + ends.month - 1 + int(steps * 3)
    return date(months // 12, months % 12 + 1, 1)
