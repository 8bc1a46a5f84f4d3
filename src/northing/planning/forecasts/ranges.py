"""Did the ranges hold the day? Of what was said when a feature started; until there is enough, of the pace."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from northing.planning.forecasts.inputs import HISTORY_WEEKS
from northing.planning.forecasts.record import VERDICT, Floats
from northing.planning.queries.throughput import weekly_done
from northing_engine import calibration
from northing_engine import forecasting as engine

LEVELS = (0.5, 0.8, 0.9)
SEALED = (0.10, 0.50, 0.70, 0.85, 0.90, 0.95)
# Where those lie on a normal scale, on which the ends that were not sealed are read between them.
SCORES = np.array([-1.281552, 0.0, 0.524401, 1.036433, 1.281552, 1.644854])
ENDS = {0.5: (-0.674490, 0.674490), 0.8: (-1.281552, 1.281552), 0.9: (-1.644854, 1.644854)}
REHEARSED_WEEKS = 78
AHEAD = 4  # weeks that the rehearsal looks ahead


@dataclass(frozen=True, slots=True)
class RangeRecord:
    """`held` of `of` ranges meant to hold `level` did. `widen` is the factor that would have held enough."""

    level: float
    held: int
    of: int
    luck: calibration.Band
    widen: float | None = None
    widened_held: int = 0

    @property
    def too_narrow(self) -> bool:
        return self.held < self.luck.low


def ranges_held(said: Floats, done: Floats) -> tuple[RangeRecord, ...]:
    """`said` (n, 6): the days of `SEALED`, inf for never. `done` (n,): the day it was, inf when not yet."""
    return tuple(_held(said, done, level) for level in LEVELS) if done.size else ()


def _held(said: Floats, done: Floats, level: float) -> RangeRecord:
    low, high = (_read(said, score) for score in ENDS[level])
    found = calibration.coverage(np.floor(low), np.ceil(high), done, level)
    record = RangeRecord(level, found.held, found.count, found.accepted)
    if not record.too_narrow:
        return record
    widen = _factor(said[:, 1], low, high, done, level)
    stretched = (said[:, 1] - (said[:, 1] - low) * widen <= done) & (
        done <= said[:, 1] + (high - said[:, 1]) * widen
    )
    return RangeRecord(level, found.held, found.count, found.accepted, widen, int(stretched.sum()))


def _read(said: Floats, score: float) -> Floats:
    """The day at a place on the normal scale: straight between the sealed days, and on beyond the first."""
    at = int(np.clip(np.searchsorted(SCORES, score) - 1, 0, len(SCORES) - 2))
    share = (score - SCORES[at]) / (SCORES[at + 1] - SCORES[at])
    left, right = said[:, at], said[:, at + 1]
    if share == 1:
        return right
    with np.errstate(invalid="ignore"):
        return np.where(np.isinf(left), left, left + (right - left) * share)


def _factor(middle: Floats, low: Floats, high: Floats, done: Floats, level: float) -> float:
    """The empirical quantile of how far each outcome lay from the middle, in half-widths of its own side."""
    early = done < middle
    half = np.maximum(np.where(early, middle - low, high - middle), 0.5)
    return float(np.quantile(np.abs(done - middle) / half, level, method="higher"))


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """The pace of delivery, forecast at each past month from what lay before it. `skill` is against going on at
    the mean of the last twelve weeks."""

    day: date
    ranges: tuple[RangeRecord, ...]
    skill: float | None


def rehearse(*, today: date, seed: int) -> dict[str, Any]:
    """How the ranges of items done in four weeks would have held, as plain numbers to be kept with a run."""
    teams, done = weekly_done(today=today, weeks=REHEARSED_WEEKS)
    found = engine.backtest(
        engine.History(teams, done),
        (AHEAD,),
        LEVELS,
        np.random.Generator(np.random.PCG64(seed)),
        recent_weeks=HISTORY_WEEKS,
        doubt_mean=True,
    )
    apart = np.flatnonzero(found.separate)
    ours = [calibration.crps_draws(found.draws[row], float(found.actual[row])) for row in apart]
    plan = np.abs(found.plan - found.actual)[apart]
    better = calibration.skill(float(np.mean(ours)), float(plan.mean())) if plan.any() else None
    held = [int(count) for count in found.held[apart].sum(axis=0)] if apart.size else [0] * len(LEVELS)
    return {"day": today.isoformat(), "of": int(apart.size), "held": held, "skill": better}


def rehearsal_of(kept: dict[str, Any]) -> Rehearsal | None:
    """What `rehearse` kept, to be read; None when there was too little history."""
    of = kept.get("of", 0)
    if not of:
        return None
    ranges = tuple(
        RangeRecord(level, held, of, calibration.acceptance(of, level, VERDICT))
        for level, held in zip(LEVELS, kept["held"], strict=True)
    )
    return Rehearsal(date.fromisoformat(kept["day"]), ranges, kept["skill"])
