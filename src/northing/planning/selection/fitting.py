"""Whether a plan fits, by the forecast, and what to leave to spare so that it does."""

from collections.abc import Iterable
from dataclasses import replace
from math import exp
from statistics import NormalDist

from northing.planning.forecasts.scenarios import Fitting
from northing.planning.models import Key
from northing.planning.queries.scenarios.measures import Fit
from northing.planning.selection.asked import Asked, flanks
from northing_engine import selection as engine


def fitting_of(asked: Asked) -> Fitting:
    quarters = asked.weeks.quarters
    features = [key.pk for key in asked.offers if key.kind == "feature"]
    return Fitting.of(asked.scenario, quarters[0].starts_on, len(quarters), features)


def placed(asked: Asked, selection: engine.Selection) -> dict[int, int | None]:
    """The quarter of every feature that could be taken."""
    return {key.pk: selection.chosen.get(str(key)) for key in asked.offers if key.kind == "feature"}


def least(fits: Iterable[Fit]) -> float:
    return min((fit.chance for fit in fits), default=1.0)


def with_spare(asked: Asked, sure: float, share: float) -> tuple[tuple[engine.Candidate, ...], engine.Limits]:
    """Each effort as large as is enough in that share of cases, and only a share of the time there is."""
    score = NormalDist().inv_cdf(sure)
    candidates = []
    for each in asked.candidates:
        size = asked.offers[Key.read(str(each.id))].effort
        below, above = flanks(size) if size is not None else (0.0, 0.0)
        factor = exp((above if score > 0 else below) * score)
        candidates.append(replace(each, effort={pool: weeks * factor for pool, weeks in each.effort.items()}))
    periods = range(asked.limits.periods)
    capacity = {
        pool: [asked.limits.weeks(pool, period) * share for period in periods] for pool in asked.limits.capacity
    }
    return tuple(candidates), replace(asked.limits, capacity=capacity)
