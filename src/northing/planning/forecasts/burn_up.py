"""Items finished, and where they lead: the past from the items' own dates, the future from the forecast."""

from datetime import date, timedelta

import numpy as np

from northing.kernel import clock
from northing.planning.forecasts.inputs import Inputs, gather
from northing.planning.models import Feature, Item, ItemState
from northing.ui import charts
from northing.ui.charts import ForecastPoint, ItemHistory, ScopeStep
from northing_engine import forecasting as engine

DRAWS = 4_000  # bands need less than dates
WEEKS = 52
LONGEST = timedelta(weeks=40)  # what is older is one number at the left edge


def burn_up(feature: Feature) -> charts.BurnUp | None:
    """The chart, of a closed feature up to its end; None when the feature is not split into items."""
    items = list(
        Item.objects.filter(feature=feature)
        .exclude(state=ItemState.DROPPED)
        .values_list("created_at", "done_at")
    )
    if not items:
        return None
    created = sorted(made.date() for made, _ in items)
    done = sorted(day.date() for _, day in items if day)
    until = max([feature.shipped_on, *done[-1:]]) if feature.shipped_on else clock.today()
    begin = max(min([*created[:1], *done[:1]]), until - LONGEST)
    outlook = None if feature.is_closed else getattr(feature, "outlook", None)
    return charts.burn_up(
        ItemHistory(
            today=until,
            done=_counts(done, begin, until),
            scope=_scope(created, begin, until),
            forecast=_forecast(feature, len(done)) if outlook else (),
            p50=outlook.p50 if outlook else None,
            p85=outlook.p85 if outlook else None,
            committed=feature.due_on,
            chance=outlook.chance if outlook and outlook.due_on == feature.due_on else None,
        )
    )


def _counts(days: list[date], begin: date, today: date) -> list[tuple[date, float]]:
    """The running total by week, and today."""
    weeks = [begin + timedelta(weeks=week) for week in range((today - begin).days // 7 + 1)]
    marks = [*weeks, today] if weeks[-1] != today else weeks
    return [(mark, float(sum(day <= mark for day in days))) for mark in marks]


def _scope(days: list[date], begin: date, today: date) -> list[ScopeStep]:
    """A step for each week in which items were added."""
    steps: list[ScopeStep] = []
    for mark, total in _counts(days, begin, today):
        if not steps or steps[-1].items != total:
            steps.append(ScopeStep(mark, total))
    return steps


def _forecast(feature: Feature, done: int) -> list[ForecastPoint]:
    inputs = gather(today=clock.today())
    found = bands(inputs, feature.pk, seed=feature.pk)
    if found is None or found.unit != "items":
        return []
    low80, low50, middle, high50, high80 = found.done + done
    return [
        ForecastPoint(date.fromordinal(int(day)), *(float(value) for value in values))
        for day, *values in zip(found.days, low80, low50, middle, high50, high80, strict=True)
    ]


def bands(inputs: Inputs, feature: int, *, seed: int) -> engine.BurnUp | None:
    """The bands for one feature; None when it is not forecast, or never done."""
    if feature not in inputs.features:
        return None
    rng = np.random.Generator(np.random.PCG64(seed))
    return engine.burn_up(
        feature,
        inputs.pieces,
        inputs.history,
        inputs.capacity,
        inputs.calendar,
        rng,
        DRAWS,
        weeks=WEEKS,
        doubt_mean=True,
    )
