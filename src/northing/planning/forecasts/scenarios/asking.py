"""What a scenario means for the customers who ask: whose wish comes true by when, and who waits longer."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from northing.planning.queries.scenarios import quarters
from northing.planning.queries.scenarios.measures import Asking, Waiting
from northing.planning.queries.scenarios.serving import Asker
from northing_engine import forecasting as engine

RANGE = (0.1, 0.5, 0.9)
Floats = NDArray[np.float64]


def met(joint: engine.JointForecast, askers: Sequence[Asker], by: date) -> Floats:
    """Revenue of customers who get at least one thing that they ask for by the day, shape (draws,)."""
    worth: defaultdict[frozenset[int], float] = defaultdict(float)
    for asker in askers:
        worth[asker.features] += asker.worth
    total = np.zeros(joint.draws)
    for features, revenue in worth.items():
        done = np.zeros(joint.draws, bool)
        for feature in features:
            done |= joint.done_by(feature, by)
        total += revenue * done
    return total


def asking(mine: Floats, theirs: Floats | None, by: date) -> Asking:
    """`theirs` is the plan's revenue in the same futures."""
    low, middle, high = (round(float(np.quantile(mine, level)), 2) for level in RANGE)
    better = None
    if theirs is not None:
        more, less = float(np.mean(mine > theirs)), float(np.mean(mine < theirs))
        better = round(more + (1 - more - less) / 2, 4)
    return Asking(by, low, middle, high, better)


def waiting(
    askers: Sequence[Asker], plan: Mapping[int, date | None], mine: Mapping[int, date | None]
) -> Waiting:
    """Likely days (P50) by feature, in the plan and here. Only what the plan has can come later."""
    later = {
        feature: mine.get(feature)
        for feature, was in plan.items()
        if was is not None and _is_later(was, mine.get(feature))
    }
    waits = [asker for asker in askers if asker.features & later.keys()]
    if not waits:
        return Waiting()
    moved = {feature for asker in waits for feature in asker.features & later.keys()}
    days = [later[feature] for feature in moved]
    known = [day for day in days if day is not None]
    return Waiting(
        customers=tuple(asker.customer for asker in sorted(waits, key=lambda asker: -asker.worth)),
        revenue=round(sum(asker.worth for asker in waits), 2),
        until=max(known) if len(known) == len(days) else None,
        renewing=tuple(asker.customer for asker in waits if _renews_before(asker, later, plan)),
    )


def _is_later(was: date, now: date | None) -> bool:
    return now is None or quarters.quarter_of(now) > quarters.quarter_of(was)


def _renews_before(asker: Asker, later: Mapping[int, date | None], plan: Mapping[int, date | None]) -> bool:
    """Whether they renew after the plan would have served them and before this does."""
    if asker.renews_on is None:
        return False
    for feature in asker.features & later.keys():
        was, now = plan[feature], later[feature]
        if was is not None and was < asker.renews_on <= (now or was + timedelta(days=366)):
            return True
    return False
