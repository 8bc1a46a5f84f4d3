"""The features that come on another day, or are promised for one, in some scenario."""

from collections.abc import Iterable
from datetime import date, timedelta

from northing.kernel import clock
from northing.planning.models import Feature
from northing.planning.queries.scenarios.cells import BarCell, Cell, Nothing, Row
from northing.planning.queries.scenarios.columns import Column, Columns
from northing.planning.queries.scenarios.measures import FeatureSaid
from northing.ui import charts, formatting
from northing.ui.charts.axis import TimeAxis, time_axis
from northing.ui.charts.scale import add_months, month_start

NOISE = 7
"""Days by which P50 has to move where nothing is promised."""
LABELS = 4


def feature_rows(found: Columns, features: dict[int, Feature]) -> list[Row]:
    """What differs is drawn, the furthest first; of the rest each says its chance."""
    far = {pk: _far(found, pk) for pk in features}
    drawn = sorted((pk for pk in features if far[pk]), key=lambda pk: (-far[pk], features[pk].rank, pk))
    axis = _axis(found, drawn)
    rows = [
        Row(
            features[pk].name,
            _sub(found, pk),
            tuple(_cells(found, features[pk], axis, first=place == 0)),
            far[pk],
            pk,
        )
        for place, pk in enumerate(drawn)
    ]
    return [*rows, *_unmoved(found, [features[pk] for pk in features if not far[pk]])]


def _far(found: Columns, pk: int) -> float:
    """Points of the chance, or weeks of P50; a promise that moves counts as much as its weeks."""
    plan, size = found.plan.by_feature.get(pk), 0.0
    for column in found.beside:
        mine = column.by_feature.get(pk)
        if column.measures is None or (mine is None and plan is None):
            continue
        if mine is None or plan is None:
            continue  # in and out have a row of their own
        if mine.due_on != plan.due_on and mine.due_on is not None:
            size = max(size, abs((mine.due_on - (plan.due_on or mine.due_on)).days) / 7, 1.0)
        if mine.chance is not None and plan.chance is not None:
            size = max(size, abs(formatting.chance_points(mine.chance) - formatting.chance_points(plan.chance)))
        elif mine.p50 and plan.p50 and abs((mine.p50 - plan.p50).days) >= NOISE:
            size = max(size, abs((mine.p50 - plan.p50).days) / 7)
    return size


def _sub(found: Columns, pk: int) -> str:
    plan = found.plan.by_feature.get(pk)
    today = clock.today()
    return f"due {formatting.long_day(plan.due_on, today)}" if plan and plan.due_on else "nothing promised"


def _axis(found: Columns, drawn: list[int]) -> TimeAxis:
    today = clock.today()
    start = month_start(today)
    days = [
        day
        for column in found.all
        for pk, said in column.by_feature.items()
        if pk in drawn
        for day in (said.p85, said.due_on)
        if day
    ]
    last = max(days, default=today + timedelta(days=90))
    return time_axis(start, add_months(month_start(last), 1), today=today)


def _months(axis: TimeAxis) -> tuple[tuple[float, str], ...]:
    """A few months, evenly: the labels of the first row."""
    first, months = axis.scale.start, []
    while first < axis.scale.end:
        months.append(first)
        first = add_months(first, 1)
    step = max(-(-len(months) // LABELS), 1)
    return tuple((axis.at(day), formatting.month(day)) for day in months[::step])


def _cells(found: Columns, feature: Feature, axis: TimeAxis, *, first: bool) -> Iterable[Cell]:
    plan = found.plan.by_feature.get(feature.pk)
    for column in found.all:
        if column.measures is None:
            yield Nothing("being worked out")
            continue
        said = column.by_feature.get(feature.pk)
        if said is None:
            yield Nothing("not in it")
        elif plan is not None and not column.is_plan and not _differs(plan, said):
            yield Nothing()
        else:
            yield _bar(column, feature, said, plan, axis, months=_months(axis) if first else ())


def _differs(plan: FeatureSaid, said: FeatureSaid) -> bool:
    if plan.due_on != said.due_on:
        return True
    if plan.chance is not None and said.chance is not None:
        return formatting.chance_points(plan.chance) != formatting.chance_points(said.chance)
    return bool(plan.p50 and said.p50 and abs((plan.p50 - said.p50).days) >= NOISE)


def _bar(
    column: Column,
    feature: Feature,
    said: FeatureSaid,
    plan: FeatureSaid | None,
    axis: TimeAxis,
    *,
    months: tuple[tuple[float, str], ...],
) -> BarCell:
    done = feature.items_done / feature.items_total if feature.items_total else 0.0
    dates = charts.FeatureDates(
        name=feature.name,
        start=said.start,
        p50=said.p50,
        p85=said.p85,
        done=done,
        committed=said.due_on,
        chance=said.chance,
    )
    words, tone = ("", "") if column.is_plan or plan is None else _words(plan, said)
    return BarCell(
        bar=charts.feature_bar(axis, dates),
        now_x=axis.today_x,
        months=months,
        chance=said.chance,
        was=None if column.is_plan or plan is None else plan.chance,
        p50=said.p50,
        words=words,
        tone=tone,
    )


def _words(plan: FeatureSaid, said: FeatureSaid) -> tuple[str, str]:
    """2 weeks earlier at P50; a promise that moves says so first."""
    if plan.due_on and said.due_on and plan.due_on != said.due_on:
        later = "later" if said.due_on > plan.due_on else "earlier"
        return f"promised {_span(plan.due_on, said.due_on)} {later}", ""
    if plan.due_on is None and said.due_on is not None:
        return f"promised for {formatting.short_day(said.due_on, clock.today())}", ""
    if not plan.p50 or not said.p50 or plan.p50 == said.p50:
        return "", ""
    later = "later" if said.p50 > plan.p50 else "earlier"
    return f"{_span(plan.p50, said.p50)} {later} at P50", ""


def _span(first: date, second: date) -> str:
    days = abs((second - first).days)
    if days < 11:
        return formatting.counted(days, "day")
    if days < 60:
        return formatting.counted(round(days / 7), "week")
    return formatting.counted(round(days / 30.4), "month")


def _unmoved(found: Columns, rest: list[Feature]) -> Iterable[Row]:
    for feature in rest:
        said = found.plan.by_feature.get(feature.pk)
        if said is None:
            continue
        same = f"{feature.name} at {formatting.chance(said.chance)}" if said.chance is not None else ""
        yield Row(feature.name, _sub(found, feature.pk), (), 0.0, feature.pk, same)
