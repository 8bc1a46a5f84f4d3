"""What would the slip model have said, and what happened? The record that a forecast is believed by."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from northing_engine.forecasting.slip_hazards import fit_kept
from northing_engine.forecasting.slip_promises import Floats, PromiseHistory
from northing_engine.forecasting.slip_ridge import chance
from northing_engine.forecasting.slip_tuning import tune

ORIGINS = 8


@dataclass(frozen=True)
class PromiseRecord:
    """For the promises at `rows` of the history: the chance `stated` with only what was known before each was
    made, the base rate then, and whether it was `kept` (1 or 0)."""

    rows: NDArray[np.intp]
    stated: Floats
    base_rate: Floats
    kept: Floats


def promise_record(history: PromiseHistory, origins: Floats | None = None) -> PromiseRecord:
    """Rolls through the history: at each origin learn, forecast the promises made up to the next one, go on.

    Only promises whose date has passed are in the record. Without `origins` there are eight, with as many
    promises between them, the first after a third of the record. What is made at an origin is known at it:
    learnt from, not forecast.
    """
    history = history.as_of(history.now)
    made = history.promises.made
    if origins is None:
        known = np.sort(made[history.due])
        cuts = np.linspace(1 / 3, 1, ORIGINS + 1)
        origins = np.unique(np.quantile(known, cuts, method="inverted_cdf")) if known.size else np.empty(0)
    rows, stated, base = [np.empty(0, dtype=np.intp)], [np.empty(0)], [np.empty(0)]
    for start, end in itertools.pairwise(np.append(origins, history.now)):
        asked = np.flatnonzero((made > start) & (made <= end) & history.due)
        if asked.size == 0:
            continue
        past = history.as_of(float(start))
        said, _ = fit_kept(past, tune(past).half_life).log_odds(history.promises[asked])
        rows.append(asked)
        stated.append(chance(said))
        base.append(np.full(asked.size, (past.kept[past.due].sum() + 0.5) / (past.due.sum() + 1)))
    chosen = np.concatenate(rows)
    kept = history.kept[chosen].astype(float)
    return PromiseRecord(chosen, np.concatenate(stated), np.concatenate(base), kept)
