"""Whether a plan fits, by the forecast, and how much time to leave to spare so that it does."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from northing.planning.forecasts.scenarios import Fitting
from northing.planning.forecasts.scenarios.fitting import Fitted
from northing.planning.selection.asked import EVERYBODY, Asked
from northing_engine import selection as engine

Shares = Mapping[tuple[int | None, int], float]
"""Of the time of a team (None: of nobody in particular) in a quarter, the share that may be planned."""
LESS = 0.75
"""Of what may be planned, where a team is less likely to be done than it has to be."""
LEAST = 0.05


def fitting_of(asked: Asked) -> Fitting:
    quarters = asked.weeks.quarters
    features = [key.pk for key in asked.offers if key.kind == "feature"]
    return Fitting.of(asked.scenario, quarters[0].starts_on, len(quarters), features)


def fitted(asked: Asked, fitting: Fitting, selection: engine.Selection | None) -> Fitted:
    """Every feature that could be taken is where the plan has it; without a plan all are out."""
    chosen = selection.chosen if selection is not None else {}
    features = [key for key in asked.offers if key.kind == "feature"]
    return fitting.of_plan({key.pk: chosen.get(str(key)) for key in features})


def tightened(
    asked: Asked, selection: engine.Selection, found: Fitted, sure: float, shares: Shares
) -> dict[tuple[int | None, int], float]:
    """With less to plan for those whose part is too unlikely; the same when there is nothing left to take."""
    parts = _parts(asked, selection)
    enough = sure ** (1 / max(len({team for team, _ in parts}), 1))
    less = dict(shares)
    for place, features in parts.items():
        share = less.get(place, 1.0)
        if share > LEAST and found.chance(features, place[1]) < enough:
            less[place] = share * LESS
    return less


def _parts(asked: Asked, selection: engine.Selection) -> dict[tuple[int | None, int], list[int]]:
    """By team and quarter the features that the team is to have done by then."""
    parts: defaultdict[tuple[int | None, int], list[int]] = defaultdict(list)
    for key, offer in asked.offers.items():
        period = selection.chosen.get(str(key))
        if key.kind == "feature" and period is not None:
            for later in range(period, asked.limits.periods):
                parts[offer.team, later].append(key.pk)
    return parts


def with_spare(asked: Asked, shares: Shares) -> engine.Limits:
    """Only a share of the time there is."""
    periods = range(asked.limits.periods)

    def share(pool: engine.Pool, period: int) -> float:
        return shares.get((None if pool == EVERYBODY else pool[0], period), 1.0)

    capacity = {
        pool: [asked.limits.weeks(pool, period) * share(pool, period) for period in periods]
        for pool in asked.limits.capacity
    }
    return replace(asked.limits, capacity=capacity)
