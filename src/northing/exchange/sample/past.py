"""Two years of work, made with a fixed seed: which item was done when, and which feature it belonged to."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

import numpy as np

from northing.exchange.sample.company import PRODUCTS, TEAMS, TeamOf
from northing.exchange.sample.work import FEATURES, PAST_NAMES, Planned

WEEKS = 104
SIZES = (5, 24)  # items of a past feature, from and to
SEED = 20260519
SLOWER_FOR = timedelta(weeks=6)  # before today, where a team has become slower
SPLIT_OVER = timedelta(weeks=16)
LONG_SETTLED = timedelta(days=15)  # before what Today calls new
AGAIN = ("{}: API", "{} in the app", "{} for large accounts", "{}: second step", "{} in five languages")


@dataclass(slots=True)
class ItemOf:
    key: str
    created: datetime
    started: datetime | None = None
    done: datetime | None = None


@dataclass(slots=True)
class FeatureOf:
    """A feature as it went: known at `created`, its items in the order in which they were done."""

    key: str
    name: str
    team: str
    product: str
    created: datetime
    items: list[ItemOf] = field(default_factory=list)
    plan: Planned | None = None
    """Set for the features that are open today."""

    @property
    def shipped(self) -> date | None:
        if self.plan is not None or not self.items:
            return None
        return max(item.done for item in self.items if item.done).date()

    @property
    def started(self) -> datetime | None:
        return min((item.started for item in self.items if item.started), default=None)


def two_years(today: date) -> list[FeatureOf]:
    """Every feature of the last two years and those that are open, in the order in which teams took them up."""
    rng = np.random.default_rng(SEED)
    monday = today - timedelta(days=today.weekday(), weeks=WEEKS)
    features: list[FeatureOf] = []
    for place, team in enumerate(TEAMS):
        moments = _moments(team, monday, today, rng)
        features += _features(team, (place + 1) * 1000, moments, today, rng)
    return features


def _moments(team: TeamOf, monday: date, today: date, rng: np.random.Generator) -> list[datetime]:
    """When each item of the team was done: as many a week as its pace gives, fewer around the year's end."""
    moments = []
    for week in range(WEEKS + 1):
        start = monday + timedelta(weeks=week)
        quiet = 0.2 if (start.month, start.day) >= (12, 20) or (start.month, start.day) <= (1, 3) else 1.0
        count = int(rng.negative_binomial(9, 9 / (9 + team.pace * quiet)))
        days = rng.integers(0, 5, count)
        hours = rng.integers(9, 18, count)
        for day, hour in zip(days, hours, strict=True):
            moment = _at(start + timedelta(days=int(day)), int(hour), int(rng.integers(0, 60)))
            if moment.date() < today:
                moments.append(moment)
    return sorted(moments)


def _features(
    team: TeamOf, number: int, moments: list[datetime], today: date, rng: np.random.Generator
) -> list[FeatureOf]:
    products = [product.name for product in PRODUCTS if product.team == team.name]
    planned = [feature for feature in FEATURES if feature.product in products]
    under_way = sum(feature.done for feature in planned)
    names = [(name, product) for product in products for name in PAST_NAMES[product]]
    rng.shuffle(names)
    features: list[FeatureOf] = []
    past, recent = moments[: len(moments) - under_way], moments[len(moments) - under_way :]
    while past:
        size = min(int(rng.integers(*SIZES)), len(past))
        chosen, past = past[:size], past[size:]
        times, place = divmod(len(features), len(names))
        name, product = names[place]
        again = AGAIN[(place + times) % len(AGAIN)] if times else "{}"
        number += 1
        features.append(_done(f"TB-{number}", again.format(name), team, product, chosen, today, rng))
    for feature in planned:
        number += 1
        done, recent = recent[: feature.done], recent[feature.done :]
        features.append(_open(f"TB-{number}", feature, team, done, today, rng))
    return features


def _done(
    key: str,
    name: str,
    team: TeamOf,
    product: str,
    moments: list[datetime],
    today: date,
    rng: np.random.Generator,
) -> FeatureOf:
    created = moments[0] - timedelta(weeks=float(rng.uniform(4, 30)))
    feature = FeatureOf(key, name, team.name, product, created)
    for place, moment in enumerate(moments):
        late = place > 1 and rng.random() < team.grows
        known = moments[0] + (moment - moments[0]) * float(rng.uniform(0.3, 0.8)) if late else created
        started = max(known, moment - _taken(team, moment, today, rng))
        feature.items.append(ItemOf(f"{key}-{place + 1}", known, started, moment))
    return feature


def _open(
    key: str, plan: Planned, team: TeamOf, moments: list[datetime], today: date, rng: np.random.Generator
) -> FeatureOf:
    first = moments[0] if moments else _at(today, 9, 0)
    created = first - timedelta(weeks=float(rng.uniform(13, 26)))
    feature = FeatureOf(key, plan.name, team.name, plan.product, created, plan=plan)
    for place, moment in enumerate(moments):
        started = max(created, moment - _taken(team, moment, today, rng))
        feature.items.append(ItemOf(f"{key}-{place + 1}", created, started, moment))
    for place in range(plan.left):
        begun = _begun(plan, place, today)
        feature.items.append(
            ItemOf(f"{key}-{plan.done + place + 1}", _found(plan, place, created, today), begun)
        )
    return feature


def _found(plan: Planned, place: int, created: datetime, today: date) -> datetime:
    """When an item that is still to do became known: what is far off is split as it comes nearer."""
    if place >= plan.left - plan.grew:
        return _at(today - timedelta(days=7), 11, 0)
    settled = _at(today - (LONG_SETTLED if plan.done or plan.due else timedelta(days=1)), 11, 0)
    first = min(max(created, settled - SPLIT_OVER), settled)
    return first + (settled - first) * place / plan.left


def _taken(team: TeamOf, done: datetime, today: date, rng: np.random.Generator) -> timedelta:
    """How long an item was in progress."""
    usual = timedelta(days=float(rng.gamma(2.0, 1.6)))
    return usual * team.slower if done.date() >= today - SLOWER_FOR else usual


def _begun(plan: Planned, place: int, today: date) -> datetime | None:
    """When the next items of a feature that is being built were begun."""
    if not plan.done or place >= len(plan.doing):
        return None
    return _at(today - timedelta(days=plan.doing[place]), 10, 0)


def _at(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour, minute), UTC)
