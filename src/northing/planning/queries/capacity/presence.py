"""Who is there on which day: shares of time, less days off, absences and lendings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db.models import Q
from numpy.typing import NDArray

from northing.organisation.models import Membership
from northing.planning.models import Absence, Holiday, Lending, WorkingWeek
from northing.planning.models.calendar import monday_to_friday

Days = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Somebody's time in one team. `days` holds what each day gives, in person-weeks."""

    member: int
    team: int
    discipline: str
    share: float
    days: Days
    borrowed: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Presence:
    """The days from `first` on. A full-time person's working week adds up to 1."""

    first: date
    places: tuple[Place, ...]
    everybody: Days
    by_team: dict[int, Days]

    def open_days(self, team: int) -> Days:
        """What one full-time person who is never away would give to that team."""
        return self.by_team.get(team, self.everybody)


def presence(first: date, after: date, *, scenario: int | None = None) -> Presence:
    """The days from `first` up to, not including, `after`: as planned, or with a scenario's lendings too."""
    calendar = _Calendar(first, after)
    everybody, by_team = calendar.open_days()
    away = calendar.covered(
        Absence.objects.filter(starts_on__lt=after, ends_on__gte=first).values_list(
            "member", "starts_on", "ends_on"
        )
    )
    own = {
        (member, team): Place(
            member,
            team,
            discipline,
            share / 100,
            share / 100 * by_team.get(team, everybody) * (1 - away.get(member, calendar.nobody)),
        )
        for member, team, discipline, share in Membership.objects.filter(member__is_active=True)
        .order_by("team", "member")
        .values_list("member", "team", "discipline", "share")
    }
    lent, borrowed = _lent(calendar, own, scenario)
    staying = (
        Place(place.member, place.team, place.discipline, place.share, place.days * (1 - lent[key]))
        if (key := (place.member, place.team)) in lent
        else place
        for place in own.values()
    )
    return Presence(first, (*staying, *borrowed), everybody, by_team)


def _lent(
    calendar: "_Calendar", own: dict[tuple[int, int], Place], scenario: int | None
) -> tuple[dict[tuple[int, int], Days], list[Place]]:
    """The part of each day that somebody works elsewhere, and their places there. Nobody is lent twice over."""
    lent: dict[tuple[int, int], Days] = {}
    borrowed = []
    rows = Lending.objects.filter(
        Q(scenario=None) | Q(scenario=scenario),
        starts_on__lt=calendar.after,
        ends_on__gte=calendar.first,
    ).order_by("pk")
    for row in rows:
        key = (row.member_id, row.from_team_id)
        if key not in own:  # has left the team that lent them
            continue
        taken = lent.get(key, calendar.nobody)
        part = np.minimum(calendar.between(row.starts_on, row.ends_on) * row.share / 100, 1 - taken)
        lent[key] = taken + part
        place = own[key]
        borrowed.append(
            Place(
                place.member,
                row.to_team_id,
                place.discipline,
                place.share * row.share / 100,
                place.days * part,
                borrowed=True,
            )
        )
    return lent, borrowed


class _Calendar:
    """Days as places in arrays."""

    def __init__(self, first: date, after: date) -> None:
        self.first, self.after = first, after
        self.count = max((after - first).days, 0)
        self.nobody = np.zeros(self.count)
        self._weekdays = (np.arange(self.count) + first.weekday()) % 7 + 1

    def between(self, starts_on: date, ends_on: date) -> Days:
        """1 on each day from one to the other, both included."""
        days = np.zeros(self.count)
        days[max((starts_on - self.first).days, 0) : max((ends_on - self.first).days + 1, 0)] = 1
        return days

    def covered(self, rows: Iterable[tuple[int, date, date]]) -> dict[int, Days]:
        """By key, 1 on each day that one of its rows covers."""
        found: dict[int, Days] = {}
        for key, starts_on, ends_on in rows:
            days = self.between(starts_on, ends_on)
            found[key] = np.maximum(found[key], days) if key in found else days
        return found

    def open_days(self) -> tuple[Days, dict[int, Days]]:
        """What each day gives to a person who is never away: of everybody, and of teams that differ."""
        weeks = dict(WorkingWeek.objects.values_list("team", "days"))
        usual = weeks.pop(None, None) or monday_to_friday()
        off = Holiday.objects.filter(starts_on__lt=self.after, ends_on__gte=self.first)
        rows = list(off.values_list("team", "starts_on", "ends_on"))
        closed = self.covered((0, *days) for team, *days in rows if team is None).get(0, self.nobody)
        own = self.covered((team, *days) for team, *days in rows if team is not None)
        by_team = {
            team: self._working(weeks.get(team, usual)) * (1 - np.maximum(closed, own.get(team, closed)))
            for team in {*weeks, *own}
        }
        return self._working(usual) * (1 - closed), by_team

    def _working(self, days: list[int]) -> Days:
        return np.isin(self._weekdays, days) / len(days)
