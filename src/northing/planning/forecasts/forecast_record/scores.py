"""The promises as columns of numbers: what the engine scores. Two queries, however many promises there are."""

from dataclasses import dataclass
from datetime import UTC, date

import numpy as np
from django.db.models import F
from django.db.models.functions import TruncDate
from numpy.typing import NDArray

from northing.organisation.models import Member
from northing.planning.forecasts.ranges import SEALED
from northing.planning.models import FeatureState, OutlookRecord
from northing.planning.queries.forecast_record.filter import RecordFilter

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
COLUMNS = ("pk", "feature__team_id", "made_on", "due_on", "finished_on", "chance_then", "p50_then")
STARTED_WITHIN = (
    14  # days after its start in which a feature's first forecast still counts as the one it began with
)
FIELDS = tuple(f"p{round(level * 100)}" for level in SEALED)
NOBODY = 0  # the team of features without one


@dataclass(frozen=True, eq=False)
class Scores:
    """A row for each promise; days are proleptic ordinals, nan where there is none.

    `slip` in weeks, negative when early; for what is not finished, how late it is so far. `chance` is what was
    sealed when it was promised, or, where `sealed` is false, what the record of that time would have said.
    """

    team: NDArray[np.int64]
    ahead: Floats
    slip: Floats
    finished: Flags
    held: Flags
    chance: Floats
    sealed: Flags
    due: Floats
    done: Floats
    middle: Floats

    def __len__(self) -> int:
        return len(self.team)

    @property
    def rehearsed(self) -> Flags:
        return ~self.sealed & np.isfinite(self.chance)


def scores(actor: Member, wanted: RecordFilter, today: date, rehearsed: dict[str, float]) -> Scores:
    made_on = TruncDate("made_at", tzinfo=UTC)  # as a day: reading moments would take longer than all the rest
    rows = list(wanted.promises(actor, today).annotate(made_on=made_on).values_list(*COLUMNS))
    made, due, done, middle = (_days([row[at] for row in rows]) for at in (2, 3, 4, 6))
    said = np.array([np.nan if row[5] is None else row[5] for row in rows], dtype=float)
    sealed = np.isfinite(said)
    finished = np.isfinite(done)
    return Scores(
        team=np.array([row[1] or NOBODY for row in rows], dtype=np.int64),
        ahead=(due - made) / 7,
        slip=(np.where(finished, done, today.toordinal()) - due) / 7,
        finished=finished,
        held=finished & (done <= due),
        chance=np.where(sealed, said, [rehearsed.get(str(row[0]), np.nan) for row in rows]),
        sealed=sealed,
        due=due,
        done=done,
        middle=middle,
    )


def ranges_said(actor: Member, wanted: RecordFilter, today: date) -> tuple[Floats, Floats]:
    """What was said of each feature when it began, (n, 6), and the day it was done, (n,); inf for not yet.

    Only once the last day said has passed, shipped or not: those that came early would crowd out the late ones.
    """
    sealed = (
        OutlookRecord.objects.filter(
            feature__in=wanted.features(actor).exclude(state=FeatureState.DROPPED),
            feature__started_on__gte=wanted.since(today),
            said_on__lte=F("feature__started_on") + STARTED_WITHIN,
            p95__isnull=False,
        )
        .order_by("feature_id", "-said_on")
        .distinct("feature_id")
        .values_list(*FIELDS, "feature__shipped_on")
    )
    rows = [row for row in sealed if row[-2] < today]
    said = np.array([[day.toordinal() for day in row[:-1]] for row in rows], dtype=float)
    done = np.array([row[-1].toordinal() if row[-1] else np.inf for row in rows], dtype=float)
    return said.reshape(len(rows), len(SEALED)), done


def _days(days: list[date | None]) -> Floats:
    return np.array([day.toordinal() if day else np.nan for day in days], dtype=float)
