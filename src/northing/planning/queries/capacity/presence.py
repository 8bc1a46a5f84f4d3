"""Who is there on which day: shares of time, less days off, absences and lendings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from northing.planning.models import Lending
from northing.planning.models.calendar import monday_to_friday
from northing.planning.queries.capacity.time_said import Lent, Stretch, TimeSaid, time_said

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
    return presence_as_said(time_said(first, after, scenario=scenario), first, after, lendings)


def presence_as_said(said: TimeSaid, first: date, after: date, lendings: Sequence[Lending] = ()) -> Presence:
    calendar = _Calendar(first, after)
    everybody, by_team = calendar.open_days(said)
    away = calendar.covered(said.away)
    own = {}
    for member, team, discipline, share in said.shares:
        usual = share / 100 * by_team.get(team, everybody)
        there = usual * (1 - away[member]) if member in away else usual
        own[member, team] = Place(member, team, discipline, share / 100, there, usual)
    lent, borrowed = _lent(calendar, own, [*said.lent, *lendings])
    staying = [
        replace(place, days=place.days * (1 - lent[key]), unless_away=place.unless_away * (1 - lent[key]))
        if key in lent
        else place
        for key, place in own.items()
    ]
    return Presence(first, (*staying, *borrowed), everybody, by_team)


def _lent(
    calendar: "_Calendar", own: dict[tuple[int, int], Place], rows: Iterable[Lent | Lending]
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

    def covered(self, rows: Iterable[Stretch]) -> dict[int | None, Days]:
        """By whose they are, 1 on each day that one of the rows covers."""
        found: dict[int | None, Days] = {}
        for key, starts_on, ends_on in rows:
            days = self.between(starts_on, ends_on)
            found[key] = np.maximum(found[key], days) if key in found else days
        return found

    def open_days(self, said: TimeSaid) -> tuple[Days, dict[int, Days]]:
        """What each day gives to a person who is never away: of everybody, and of teams that differ."""
        usual = said.weeks.get(None) or monday_to_friday()
        off = self.covered(said.off)
        closed = off.get(None, self.nobody)
        by_team = {
            team: self._working(said.weeks.get(team, usual)) * (1 - np.maximum(closed, off.get(team, closed)))
            for team in {*said.weeks, *off}
            if team is not None
        }
        return self._working(usual) * (1 - closed), by_team

    def _working(self, days: list[int]) -> Days:
        return np.isin(self._weekdays, days) / len(days)
