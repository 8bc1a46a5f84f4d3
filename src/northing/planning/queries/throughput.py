"""How many items each team did in each week."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from django.db.models import Count
from django.db.models.functions import TruncWeek
from numpy.typing import NDArray

from northing.planning.models import Item

UTC = ZoneInfo("UTC")


def weekly_done(*, today: date, weeks: int) -> tuple[tuple[int, ...], NDArray[np.float64]]:
    """Teams and their items done in each of the last whole weeks, shape (weeks, teams), oldest first.

    NaN before the week in which a team's first item was done: it may not have existed. The running week is left
    out, since it is not over.
    """
    monday = today - timedelta(days=today.weekday())
    first = monday - timedelta(weeks=weeks)
    rows = (
        Item.objects.filter(done_at__lt=_midnight(monday), team__isnull=False, done_at__gte=_midnight(first))
        .annotate(week=TruncWeek("done_at", tzinfo=UTC))
        .values_list("team_id", "week")
        .annotate(count=Count("id"))
        .order_by("team_id")
    )
    counts = [(team, (week.date() - first).days // 7, count) for team, week, count in rows]
    teams = tuple(dict.fromkeys(team for team, _, _ in counts))
    done = np.zeros((weeks, len(teams)))
    place = {team: column for column, team in enumerate(teams)}
    for team, week, count in counts:
        done[week, place[team]] = count
    older = set(
        Item.objects.filter(done_at__lt=_midnight(first), team__in=teams)
        .values_list("team_id", flat=True)
        .distinct()
    )
    for team, column in place.items():
        if team not in older:
            done[: int(np.flatnonzero(done[:, column])[0]), column] = np.nan
    return teams, done


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
