"""How much of its time each team can plan: members' shares, less days off, absences, lendings and what is kept
free. It is a range where what is kept free is one."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from northing.kernel import clock
from northing.organisation.models import Discipline
from northing.planning.models import Rule, RuleKind, Scenario
from northing.planning.queries.calendar import BUILDERS, Quarter, quarters_from
from northing.planning.queries.capacity.kept_free import Share
from northing.planning.queries.capacity.presence import Days, Place, Presence, presence_as_said
from northing.planning.queries.capacity.time_said import TimeSaid, time_said


@dataclass(frozen=True, slots=True)
class Weeks:
    """Person-weeks that can be planned, as a range."""

    low: float
    likely: float
    high: float


NONE = Weeks(0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Available:
    """By team (its key), quarter (its place in `quarters`, from 0) and discipline; "" is all who build."""

    quarters: tuple[Quarter, ...]
    weeks: dict[tuple[int, int, str], Weeks]

    def of(self, team: int, quarter: int, discipline: str = "") -> Weeks:
        """Nothing is known of: nothing is there."""
        return self.weeks.get((team, quarter, discipline), NONE)

    def disciplines(self, team: int) -> tuple[str, ...]:
        found = {discipline for owner, _, discipline in self.weeks if owner == team and discipline}
        return tuple(discipline for discipline in Discipline.values if discipline in found)


def available(
    teams: Collection[int] | None = None,
    quarters: Sequence[Quarter] = (),
    *,
    scenario: Scenario | None = None,
) -> Available:
    """What can be planned of these teams (all, when not said) in these quarters.

    Without quarters: those of the scenario, or this one and the next three. Of a quarter that has begun it is
    what is left from today on. With a scenario its lendings count, and the capacity that it gives a team stands
    instead of what the people come to. A constant number of queries.
    """
    shown = tuple(quarters) or _quarters_of(scenario)
    first, after = _days(shown)
    said = time_said(first, after, scenario=scenario.pk if scenario else None)
    chosen = said.teams if teams is None else said.teams.intersection(teams)
    given = _given(scenario)
    weeks: dict[tuple[int, int, str], Weeks] = {}
    for (team, place), parts in time_there(chosen, shown, said).items():
        free = said.kept.of(team)
        whole = plannable(parts.whole, free)
        amount = given.get((team, shown[place].starts_on))
        times = 1.0
        if amount is not None:
            times = amount / whole.likely if whole.likely else 0.0
            whole = Weeks(amount, amount, amount)
        weeks[team, place, ""] = whole
        for discipline, there in parts.disciplines().items():
            weeks[team, place, discipline] = plannable(there * times, free)
    return Available(shown, weeks)


def plannable(weeks: float, free: Share) -> Weeks:
    """What is left when that share is kept free."""
    return Weeks(weeks * (1 - free.high), weeks * (1 - free.likely), weeks * (1 - free.low))


@dataclass(frozen=True, slots=True)
class TimeThere:
    """Person-weeks of a team in a quarter, less days off and absences; before what is kept free."""

    whole: float
    people: tuple["PersonThere", ...]

    def disciplines(self) -> dict[str, float]:
        found: defaultdict[str, float] = defaultdict(float)
        for person in self.people:
            found[person.discipline] += person.weeks
        return found


@dataclass(frozen=True, slots=True)
class PersonThere:
    """Person-weeks of one person; `unless_away` is what others may know who do not know of absences."""

    member: int
    discipline: str
    borrowed: bool
    weeks: float
    unless_away: float


def time_there(
    teams: Collection[int], quarters: Sequence[Quarter], said: TimeSaid | None = None
) -> dict[tuple[int, int], TimeThere]:
    """By team and place of the quarter. A capacity that was set scales what members' shares come to."""
    first, after = _days(quarters)
    said = said or time_said(first, after)
    there = presence_as_said(said, first, after)
    places: defaultdict[int, list[Place]] = defaultdict(list)
    for place in there.places:
        places[place.team].append(place)
    planned = _planned(said, teams, first, after)
    found = {}
    for team in teams:
        builders = sum(
            place.share for place in places[team] if place.discipline in BUILDERS and not place.borrowed
        )
        scale = planned[team] / builders if team in planned and builders else np.ones((after - first).days)
        scale = np.where(np.isnan(scale), 1.0, scale)
        for index, quarter in enumerate(quarters):
            days = slice(max((quarter.starts_on - first).days, 0), max((quarter.ends_on - first).days, 0))
            found[team, index] = _there(places[team], scale, days, _alone(there, team, planned, builders, days))
    return found


def _there(places: list[Place], scale: Days, days: slice, alone: float) -> TimeThere:
    """Those that a team borrows give what they give, whatever was set for the team's own."""
    people = []
    for place in places:
        if place.borrowed and not place.unless_away[days].any():
            continue
        scaled = place.discipline in BUILDERS and not place.borrowed
        times = scale[days] if scaled else 1.0
        weeks, usual = float((place.days[days] * times).sum()), float((place.unless_away[days] * times).sum())
        people.append(PersonThere(place.member, place.discipline, place.borrowed, weeks, usual))
    building = sum(person.weeks for person in people if person.discipline in BUILDERS)
    return TimeThere(building + alone, tuple(people))


def _alone(there: Presence, team: int, planned: dict[int, Days], builders: float, days: slice) -> float:
    """A capacity that was set for a team of which nobody is known to build."""
    if builders or team not in planned:
        return 0.0
    return float((np.nan_to_num(planned[team][days]) * there.open_days(team)[days]).sum())


def _days(quarters: Sequence[Quarter]) -> tuple[date, date]:
    """The first day that is left of them, and the first that is no longer theirs."""
    first = max(clock.today(), quarters[0].starts_on)
    return first, max(quarters[-1].ends_on, first)


def _planned(said: TimeSaid, teams: Collection[int], first: date, after: date) -> dict[int, Days]:
    """Full-time persons of each team by day, where a capacity was set; NaN on other days."""
    found: dict[int, Days] = {}
    for row in said.set:
        if row.team not in teams:
            continue
        days = found.setdefault(row.team, np.full((after - first).days, np.nan))
        persons = row.person_weeks * 7 / (row.ends_on - row.starts_on).days
        days[max((row.starts_on - first).days, 0) : (row.ends_on - first).days] = persons
    return found


def _quarters_of(scenario: Scenario | None) -> tuple[Quarter, ...]:
    if scenario is None:
        return tuple(quarters_from(clock.today(), 4))
    return tuple(quarters_from(scenario.starts_on, scenario.periods))


def _given(scenario: Scenario | None) -> dict[tuple[int, date], float]:
    """What a scenario says a team can plan, by team and first day of the quarter."""
    if scenario is None:
        return {}
    shown = _quarters_of(scenario)
    found: dict[tuple[int, date], float] = {}
    rows = Rule.objects.filter(
        scenario=scenario, kind=RuleKind.CAPACITY, team__isnull=False, amount__isnull=False
    )
    # What is said of one quarter stands before what is said of each.
    for rule in sorted(rows, key=lambda rule: rule.period is not None):
        for place, quarter in enumerate(shown):
            if rule.team_id is not None and rule.period in {None, place}:
                found[rule.team_id, quarter.starts_on] = rule.amount or 0.0
    return found
