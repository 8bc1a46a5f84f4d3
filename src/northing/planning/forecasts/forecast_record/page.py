"""The whole page in one read model. The same number of queries for any number of promises."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from northing.kernel import clock
from northing.organisation.models import Member, Team
from northing.planning.forecasts import record
from northing.planning.forecasts.forecast_record.scores import NOBODY, Scores, ranges_said, scores
from northing.planning.forecasts.ranges import RangeRecord, Rehearsal, ranges_held, rehearsal_of
from northing.planning.models import ForecastRun, RunState
from northing.planning.queries.forecast_record.closed import ClosedPromise, closed_promises, first_due
from northing.planning.queries.forecast_record.filter import RecordFilter
from northing.portfolio.models import Product

RECENT = 8
BUCKETS = (("up to 2 weeks", 2.0), ("2 to 6 weeks", 6.0), ("6 to 12 weeks", 12.0), ("12 to 26 weeks", 26.0))
LAST_BUCKET = "over 26 weeks"


@dataclass(frozen=True, slots=True)
class Bucket:
    """Promises made so far ahead, with the weeks each slipped. `beyond` is the bucket's near end in weeks."""

    name: str
    beyond: float
    weeks: tuple[float, ...]
    held: int


@dataclass(frozen=True, slots=True)
class TeamRate:
    name: str
    rate: record.GroupRate


@dataclass(frozen=True, slots=True)
class OtherChances:
    """The promises that this page does not score, because their chances are of the other kind."""

    said: str
    whole: record.Whole


@dataclass(frozen=True, slots=True)
class ForecastRecord:
    """`total` promises whose day has passed, `scored` of them with a chance of the kind shown, `said`."""

    wanted: RecordFilter
    total: int
    held: int
    unfinished: int
    kept_early: int
    said: str
    scored: int
    levels: tuple[record.Level, ...]
    other: OtherChances | None
    buckets: tuple[Bucket, ...]
    ranges: tuple[RangeRecord, ...]
    rehearsal: Rehearsal | None
    teams: tuple[TeamRate, ...]
    skill: record.Skill | None
    our_days: float | None
    plan_days: float | None
    recent: tuple[ClosedPromise, ...]
    products: tuple[Product, ...]
    open_promises: int
    first_due: date | None


def forecast_record(actor: Member, wanted: RecordFilter) -> ForecastRecord:
    today = clock.today()
    kept = _rehearsal()
    found = scores(actor, wanted, today, kept.get("promises", {}))
    said = wanted.said or _fuller(found)
    shown = found.sealed if said == "sealed" else found.rehearsed
    chances, held = found.chance[shown], found.held[shown]
    known, done = ranges_said(actor, wanted, today)
    waiting, first = first_due(actor, wanted, today)
    with_middle = np.isfinite(found.middle)
    return ForecastRecord(
        wanted=wanted,
        total=len(found),
        held=int(found.held.sum()),
        unfinished=int((~found.finished).sum()),
        kept_early=wanted.kept_early(actor, today).count(),
        said=said,
        scored=int(shown.sum()),
        levels=record.levels(chances, held),
        other=_other(found, said),
        buckets=_buckets(found),
        ranges=ranges_held(known, done) if done.size >= record.ENOUGH else (),
        rehearsal=rehearsal_of(kept),
        teams=_teams(found.team[shown], chances, held),
        skill=record.skill(chances, held),
        our_days=record.typical_error(found.middle[with_middle], found.done[with_middle]),
        plan_days=record.typical_error(found.due[with_middle], found.done[with_middle]),
        recent=tuple(closed_promises(actor, wanted, count=RECENT)),
        products=tuple(Product.objects.visible_to(actor).order_by("name")),
        open_promises=waiting,
        first_due=first,
    )


def _rehearsal() -> dict[str, Any]:
    """What the latest forecast found when it looked back."""
    done = ForecastRun.objects.filter(state=RunState.DONE).values_list("assumptions", flat=True).first()
    kept: dict[str, Any] = (done or {}).get("rehearsal", {})
    return kept


def _fuller(found: Scores) -> str:
    """What was sealed, unless there is too little of it and more to learn from a rehearsal."""
    sealed, rehearsed = int(found.sealed.sum()), int(found.rehearsed.sum())
    return "rehearsed" if sealed < record.ENOUGH and rehearsed > sealed else "sealed"


def _other(found: Scores, said: str) -> OtherChances | None:
    rest = found.rehearsed if said == "sealed" else found.sealed
    if not rest.any():
        return None
    name = "rehearsed" if said == "sealed" else "sealed"
    return OtherChances(name, record.whole(found.chance[rest], found.held[rest]))


def _buckets(found: Scores) -> tuple[Bucket, ...]:
    edges = np.array([end for _, end in BUCKETS])
    place = np.searchsorted(edges, found.ahead, side="left")
    names = [name for name, _ in BUCKETS] + [LAST_BUCKET]
    starts = [0.0, *edges]
    return tuple(
        Bucket(name, starts[at], tuple(found.slip[place == at].tolist()), int(found.held[place == at].sum()))
        for at, name in enumerate(names)
        if (place == at).any()
    )


def _teams(keys: Any, chances: record.Floats, held: record.Flags) -> tuple[TeamRate, ...]:
    """By name: teams are not ranked."""
    names = dict(Team.objects.filter(pk__in=set(keys.tolist())).values_list("pk", "name"))
    found = [TeamRate(names.get(rate.key, "No team"), rate) for rate in record.rates(keys, chances, held)]
    return tuple(sorted(found, key=lambda team: (team.rate.key == NOBODY, team.name)))
