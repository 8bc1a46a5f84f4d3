"""Who is there on which day: shares of time, less days off, absences and lendings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from django.db.models import Q
from numpy.typing import NDArray

from northing.organisation.models import Membership
from northing.planning.models import Absence, Holiday, Lending, WorkingWeek
from northing.planning.models.calendar import monday_to_friday

Days = NDArray[np.float64]
LEARNING = timedelta(weeks=2)  # a borrowed person learns first: lent for less, they bring nothing


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Somebody's time in one team: what each day gives, in person-weeks, less absences and with them."""

    member: int
    team: int
    discipline: str
    share: float
    days: Days
    unless_away: Days
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


def presence(
    first: date, after: date, *, scenario: int | None = None, lendings: Sequence[Lending] = ()
) -> Presence:
    """The days from `first` up to, not including, `after`: as planned, or with a scenario's lendings too.

    `lendings` are such as are only thought of.
    """
    calendar = _Calendar(first, after)
    everybody, by_team = calendar.open_days()
    away = calendar.covered(
        Absence.objects.filter(starts_on__lt=after, ends_on__gte=first).values_list(
            "member", "starts_on", "ends_on"
        )
    )
    own = {}
    members = Membership.objects.filter(member__is_active=True).order_by("team", "member")
    for member, team, discipline, share in members.values_list("member", "team", "discipline", "share"):
        usual = share / 100 * by_team.get(team, everybody)
        there = usual * (1 - away[member]) if member in away else usual
        own[member, team] = Place(member, team, discipline, share / 100, there, usual)
    lent, borrowed = _lent(calendar, own, [*_lendings(calendar, scenario), *lendings])
    staying = [
        replace(place, days=place.days * (1 - lent[key]), unless_away=place.unless_away * (1 - lent[key]))
        if key in lent
        else place
        for key, place in own.items()
    ]
    return Presence(first, (*staying, *borrowed), everybody, by_team)


def _lendings(calendar: "_Calendar", scenario: int | None) -> Iterable[Lending]:
    return Lending.objects.filter(
        Q(scenario=None) | Q(scenario=scenario),
        starts_on__lt=calendar.after,
        ends_on__gte=calendar.first,
    ).order_by("pk")


def _lent(
    calendar: "_Calendar", own: dict[tuple[int, int], Place], rows: Iterable[Lending]
) -> tuple[dict[tuple[int, int], Days], list[Place]]:
    """The part of each day that somebody works elsewhere, and their places there. Nobody is lent twice over."""
    lent: dict[tuple[int, int], Days] = {}
    borrowed: dict[tuple[int, int, int], Place] = {}
    for row in rows:
        key = (row.member_id, row.from_team_id)
        if key not in own:  # has left the team that lent them
            continue
        taken = lent.get(key, calendar.nobody)
        part = np.minimum(calendar.between(row.starts_on, row.ends_on) * row.share / 100, 1 - taken)
        lent[key] = taken + part
        useful = part * calendar.between(row.starts_on + LEARNING, row.ends_on)
        place = replace(
            own[key],
            team=row.to_team_id,
            share=own[key].share * row.share / 100,
            days=own[key].days * useful,
            unless_away=own[key].unless_away * useful,
            borrowed=True,
        )
        before = borrowed.get((*key, row.to_team_id))
        if before is not None:
            place = replace(
                place, days=place.days + before.days, unless_away=place.unless_away + before.unless_away
            )
        borrowed[(*key, row.to_team_id)] = place
    return lent, list(borrowed.values())


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
        said = dict[int | None, list[int]](WorkingWeek.objects.values_list("team", "days"))
        usual = said.get(None) or monday_to_friday()
        weeks = {team: days for team, days in said.items() if team is not None}
        off = Holiday.objects.filter(starts_on__lt=self.after, ends_on__gte=self.first)
        rows = list(off.values_list("team", "starts_on", "ends_on"))
        closed = self.covered((0, start, end) for team, start, end in rows if team is None).get(0, self.nobody)
        own = self.covered((team, start, end) for team, start, end in rows if team is not None)
        by_team = {
            team: self._working(weeks.get(team, usual)) * (1 - np.maximum(closed, own.get(team, closed)))
            for team in {*weeks, *own}
        }
        return self._working(usual) * (1 - closed), by_team

    def _working(self, days: list[int]) -> Days:
        return np.isin(self._weekdays, days) / len(days)
