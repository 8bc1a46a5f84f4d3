"""The delivery of the last weeks: what came, what was begun and what was finished, by week and team."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import numpy as np
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, DurationField, ExpressionWrapper, F, FloatField, Q, Value
from django.db.models.functions import Extract, TruncWeek
from numpy.typing import NDArray

from northing.organisation.models import Member, Team
from northing.planning.models import ItemState
from northing.planning.queries.flow.filter import FlowFilter
from northing.planning.queries.flow.seen import FOUND_LATER, NO_FEATURE, seen_items

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
A_DAY = timedelta(days=1)


@dataclass(frozen=True, eq=False)
class FlowRecord:
    """Items in arrays, one place an item; moments are days from the first Monday, at midnight UTC.

    team:    the place of the item's team in `teams`.
    started, done: NaN where it did not happen or is not known.
    week:    the week in which it was finished; -1 for none of these weeks.
    no_feature, found_later: why nobody had planned it.
    arrived: items created in each week, by team, whatever became of them, shape (weeks, teams).
    waiting: items that wait to be begun now.
    """

    first: date
    weeks: int
    teams: tuple[tuple[int | None, str], ...]
    team: Places
    started: Floats
    done: Floats
    week: Places
    no_feature: NDArray[np.bool_]
    found_later: NDArray[np.bool_]
    arrived: Floats
    waiting: int

    @property
    def unplanned(self) -> NDArray[np.bool_]:
        return np.asarray(self.no_feature | self.found_later)

    @property
    def days(self) -> Floats:
        """From begun to done, to a tenth of a day; NaN where one of them is not known."""
        return np.round(self.done - self.started, 1)

    @property
    def timed(self) -> NDArray[np.bool_]:
        """Finished in these weeks, with a time that is known."""
        return np.asarray((self.week >= 0) & (self.days >= 0))

    def weekly(self, of: NDArray[np.bool_] | None = None, *, team: int | None = None) -> Floats:
        """How many were finished in each week; `of` says which count, `team` is a place in `teams`."""
        counted = self.week >= 0
        if of is not None:
            counted &= of
        if team is not None:
            counted &= self.team == team
        return np.bincount(self.week[counted], minlength=self.weeks).astype(float)

    def weekly_days(self, of: NDArray[np.bool_] | None = None, *, team: int | None = None) -> Floats:
        """How many days those finished in each week had been in progress, all added up; as `weekly`."""
        counted = self.timed if of is None else self.timed & of
        if team is not None:
            counted = counted & (self.team == team)
        return np.bincount(self.week[counted], self.days[counted], minlength=self.weeks).astype(float)


def record(actor: Member, wanted: FlowFilter, *, today: date) -> FlowRecord:
    """Items finished in these weeks or not done yet, and how many came."""
    first, end = wanted.first(today), wanted.end(today)
    begin, over = midnight(first), midnight(end)
    items = seen_items(actor, wanted.team)
    known = (
        items.filter(
            Q(done_at__gte=begin, done_at__lt=over) | Q(state=ItemState.DOING, started_at__isnull=False)
        )
        .values_list("team_id")
        .annotate(
            begun=ArrayAgg(_days("started_at", begin), order_by="pk"),
            ended=ArrayAgg(_days("done_at", begin), order_by="pk"),
            why=ArrayAgg("unplanned", order_by="pk"),
        )
        .order_by("team_id")
    )
    came = (
        items.filter(created_at__gte=begin, created_at__lt=over)
        .values_list("team_id", TruncWeek("created_at", tzinfo=UTC))
        .annotate(count=Count("pk"))
        .order_by("team_id")
    )
    rows, arrivals = list(known), list(came)
    names = dict(Team.objects.values_list("pk", "name"))
    found = {team for team, *_ in rows} | {team for team, *_ in arrivals}
    teams = sorted(found, key=lambda team: (team is None, names.get(team, "")))
    place = {team: at for at, team in enumerate(teams)}
    arrived = np.zeros((wanted.weeks, len(teams)))
    for team, week, count in arrivals:
        arrived[(week.date() - first).days // 7, place[team]] += count
    return FlowRecord(
        first=first,
        weeks=wanted.weeks,
        teams=tuple((team, names.get(team, "No team")) for team in teams),
        arrived=arrived,
        waiting=items.filter(state=ItemState.TODO).count(),
        **_arrays(rows, place, wanted.weeks),
    )


def _arrays(rows: list[tuple[Any, ...]], place: dict[int | None, int], weeks: int) -> dict[str, Any]:
    done = np.array([day for row in rows for day in row[2]], dtype=float)
    week = np.where(np.isnan(done), -1, np.floor(np.nan_to_num(done) / 7)).astype(np.intp)
    why = np.array([reason for row in rows for reason in row[3]], dtype=str)
    return {
        "team": np.repeat([place[row[0]] for row in rows], [len(row[2]) for row in rows]).astype(np.intp),
        "started": np.array([day for row in rows for day in row[1]], dtype=float),
        "done": done,
        "week": np.where((week >= 0) & (week < weeks), week, -1),
        "no_feature": why == NO_FEATURE,
        "found_later": why == FOUND_LATER,
    }


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _days(moment: str, since: datetime) -> Any:
    """Days from there, worked out by the database: thousands of moments come as arrays of numbers."""
    gone = ExpressionWrapper(F(moment) - Value(since), output_field=DurationField())
    return Extract(gone, "epoch", output_field=FloatField()) / A_DAY.total_seconds()
