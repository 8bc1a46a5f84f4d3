"""Sixteen months of numbers: what each was, when it was known, what was said of it too early."""

import calendar
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

import numpy as np

from northing.exchange.sample.measures import (
    ALL_SUBSCRIPTIONS,
    BLACK_FRIDAY,
    DAYS,
    METRICS,
    RESTATED_FROM,
    RESTATED_IN,
    SUBSCRIPTIONS,
    TOO_HIGH,
    TREES,
    WHY_RESTATED,
    MetricOf,
    TreeOf,
)
from northing.exchange.sample.moments import act
from northing.exchange.sample.past import SEED
from northing.exchange.sample.strategy import year_around
from northing.metrics import commands
from northing.metrics.models import (
    Factor,
    Grain,
    Metric,
    Observation,
    OverProducts,
    Restatement,
    SourceKind,
    Target,
)
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.portfolio.models import Product

Series = dict[date, float]
READ_AT = time(6, 4)
MONTHS = 36
# An earlier forecast, so that a chance can be seen to move.
FORECAST_BEFORE = timedelta(days=15)
SLOW = 0.8  # what a value keeps of the last one's distance from its path


def measure(
    *, now: datetime, head: Member, people: Mapping[str, Member], products: Mapping[str, Product]
) -> None:
    """Metrics, their values to yesterday, their trees and what they should reach by the end of the cycle."""
    begun = now - timedelta(days=DAYS + 1)
    rows = {plan.name: _metric(begun, head, products[plan.product], plan) for plan in METRICS}
    series = every_series(now.date())
    subscribed = [(plan, _metric(begun, head, products[plan.product], plan)) for plan in SUBSCRIPTIONS]
    # Before any value is there: each of the sum is then known from when it was, and not from today.
    whole = _metric(begun, head, None, ALL_SUBSCRIPTIONS)
    for plan in METRICS:
        _observe(now, plan, rows[plan.name], series[plan.name])
    _observe_subscriptions(now, subscribed, whole, series["Recurring revenue"])
    _restate(now, people["Amara Okonkwo"], rows["Authorisation rate"], series["Authorisation rate"])
    act(begun, _grow_trees, actor=head, rows=rows)
    starts_on, ends_on = year_around(now.date())
    act(
        now - timedelta(days=(now.date() - starts_on).days + 10),
        _set_targets,
        actor=head,
        aims=[(plan, rows[plan.name]) for plan in METRICS] + [(ALL_SUBSCRIPTIONS, whole)],
        by=ends_on,
    )
    for moment in (now - FORECAST_BEFORE, now):
        act(moment, commands.watch_metrics)


def every_series(today: date) -> dict[str, Series]:
    """By the name of the metric; those that are made of others are so to the last digit."""
    series = {plan.name: _series(plan, place, today) for place, plan in enumerate(METRICS) if plan.path}
    for day in series["Issuer approves"]:
        if abs((day - _black_friday(day.year)).days) <= 1:
            series["Issuer approves"][day] -= BLACK_FRIDAY
    for tree in TREES:
        series[tree.whole] = _product(tree, series)
    return series


def _series(plan: MetricOf, place: int, today: date) -> Series:
    rng = np.random.default_rng([SEED, place])
    days = _days(plan.grain, today)
    ago = [(today - day).days for day in days]
    known = sorted(plan.path)
    values = np.interp(ago, [point[0] for point in known], [point[1] for point in known])
    if plan.week:
        values = values * np.array([plan.week[day.weekday()] for day in days])
    values = values + _wander(rng, len(days)) * plan.noise
    return dict(zip(days, (values.round() if plan.whole else values).tolist(), strict=True))


def _wander(rng: np.random.Generator, count: int) -> np.ndarray:
    """Noise of unit size in which a half is new every time and a half stays for some days."""
    fresh, stays = rng.normal(size=(2, count))
    slow = np.zeros(count)
    for place in range(1, count):
        slow[place] = SLOW * slow[place - 1] + np.sqrt(1 - SLOW**2) * stays[place]
    return np.asarray((fresh + slow) / np.sqrt(2))


def _days(grain: str, today: date) -> list[date]:
    """The first days of all periods that are over."""
    if grain == Grain.DAY:
        return [today - timedelta(days=ago) for ago in range(DAYS, 0, -1)]
    if grain == Grain.WEEK:
        monday = today - timedelta(days=today.weekday())
        return [monday - timedelta(weeks=ago) for ago in range(DAYS // 7, 0, -1)]
    month = today.year * 12 + today.month - 1
    return [date(one // 12, one % 12 + 1, 1) for one in range(month - MONTHS, month)]


def _black_friday(year: int) -> date:
    """The day after the fourth Thursday of November."""
    first = date(year, 11, 1)
    return first + timedelta(days=(calendar.THURSDAY - first.weekday()) % 7 + 22)


def _product(tree: TreeOf, series: Mapping[str, Series]) -> Series:
    """Of shares in percent and of numbers; a share again where all of them are."""
    units = {plan.name: plan.unit for plan in METRICS}
    scale = 100.0 if units[tree.whole] == "%" else 1.0
    whole = {}
    for day in series[tree.parts[0]]:
        value = scale
        for part in tree.parts:
            value *= series[part][day] / (100 if units[part] == "%" else 1)
        whole[day] = value
    return whole


def _metric(begun: datetime, head: Member, product: Product | None, plan: MetricOf) -> Metric:
    """Of no product: the sum of what is called so over products."""
    low, high = plan.band or (None, None)
    made: Metric = act(
        begun,
        commands.create_metric,
        actor=head,
        name=plan.name,
        unit=plan.unit,
        decimals=plan.decimals,
        direction=plan.better,
        band_low=low,
        band_high=high,
        grain=plan.grain,
        over_time=plan.over_time,
        over_products=OverProducts.NONE if product else OverProducts.SUM,
        product=product,
        owner=product.owner if product else head,
        description=plan.description,
        source=SourceKind.FEED,
        critical=plan.critical,
    )
    return made


def _observe_subscriptions(
    now: datetime, parts: Sequence[tuple[MetricOf, Metric]], whole: Metric, summed: Series
) -> None:
    """Beside those that are in `summed` already; whole numbers, so that the sum is exact in any order."""
    for place, (plan, metric) in enumerate(parts, len(METRICS)):
        values = _series(plan, place, now.date())
        _observe(now, plan, metric, values)
        summed = {day: value + values[day] for day, value in summed.items()}
    _observe(now, ALL_SUBSCRIPTIONS, whole, summed)


def _observe(now: datetime, plan: MetricOf, metric: Metric, series: Series) -> None:
    """Each value was read the morning after its period ended."""
    Observation.objects.bulk_create(
        (
            Observation(
                metric=metric,
                day=day,
                value=value,
                recorded_at=min(now, datetime.combine(_after(plan.grain, day), READ_AT, now.tzinfo)),
            )
            for day, value in series.items()
        ),
        batch_size=2_000,
    )


def _after(grain: str, day: date) -> date:
    if grain == Grain.DAY:
        return day + timedelta(days=1)
    if grain == Grain.WEEK:
        return day + timedelta(days=7)
    return day + timedelta(days=calendar.monthrange(day.year, day.month)[1])


def _restate(now: datetime, by: Member, metric: Metric, series: Series) -> None:
    today = now.date()
    rng = np.random.default_rng([SEED, RESTATED_IN])
    Restatement.objects.bulk_create(
        Restatement(
            metric=metric,
            day=day,
            value=series[day] + rng.normal(TOO_HIGH, 0.12),
            restated_at=now - timedelta(days=RESTATED_IN),
            restated_by=by,
            reason=WHY_RESTATED,
        )
        for day in series
        if RESTATED_IN < (today - day).days <= RESTATED_FROM
    )


def _grow_trees(*, actor: Member, rows: Mapping[str, Metric]) -> None:
    with recorded(actor=actor, command="metrics.set_factors"):
        for tree in TREES:
            whole = rows[tree.whole]
            whole.made_of = tree.made_of
            whole.save(update_fields=["made_of"])
            Factor.objects.bulk_create(
                Factor(whole=whole, part=rows[part], position=place) for place, part in enumerate(tree.parts)
            )


def _set_targets(*, actor: Member, aims: Sequence[tuple[MetricOf, Metric]], by: date) -> None:
    with recorded(actor=actor, command="metrics.set_target"):
        Target.objects.bulk_create(
            Target(metric=metric, by=by, value=value, is_floor=floor, set_by=actor)
            for plan, metric in aims
            for value, floor in ((plan.target, False), (plan.floor, True))
            if value is not None
        )
