"""The lines of the capacity page: load against capacity by team, discipline and person, quarter by quarter."""

from collections import defaultdict
from dataclasses import dataclass, field

from northing.organisation.models import Discipline, Member, Team
from northing.planning import policies
from northing.planning.queries.calendar import BUILDERS, Quarter
from northing.planning.queries.capacity.available import (
    NONE,
    PersonThere,
    TimeThere,
    Weeks,
    plannable,
    time_there,
)
from northing.planning.queries.capacity.kept_free import Kept, Share, kept_free
from northing.planning.queries.capacity.load import NOTHING, Load, Work, total, work_ahead
from northing.planning.queries.capacity.people import Division, division
from northing.ui import formatting

A_LITTLE = 1.02  # of what may be planned: nobody is called overloaded for less


@dataclass(frozen=True, slots=True)
class Cell:
    """One quarter of one line, in person-weeks. `there` is what may be planned and what is kept free."""

    load: Load = NOTHING
    planned: Weeks = NONE
    there: float = 0.0

    @property
    def over(self) -> float:
        """How far the middle of the load is over what may be planned; below 0 it fits."""
        return self.load.middle - self.planned.likely

    @property
    def ratio(self) -> float:
        if not self.planned.likely:
            return 2.0 if self.load.middle else 0.0
        return self.load.middle / self.planned.likely

    def times(self, factor: float) -> "Cell":
        """The same in another unit, of which a person-week has so many."""
        planned = Weeks(self.planned.low * factor, self.planned.likely * factor, self.planned.high * factor)
        return Cell(self.load.times(factor), planned, self.there * factor)

    def __add__(self, other: "Cell") -> "Cell":
        mine, theirs = self.planned, other.planned
        weeks = Weeks(mine.low + theirs.low, mine.likely + theirs.likely, mine.high + theirs.high)
        return Cell(self.load + other.load, weeks, self.there + other.there)


@dataclass(frozen=True, slots=True)
class Line:
    """`kind` is team, discipline, person or others; `note` says what is special about it."""

    kind: str
    name: str
    note: str
    cells: tuple[Cell, ...]
    member: int | None = None


@dataclass(frozen=True, slots=True)
class TeamLines:
    """A team and what is unfolded below it."""

    team: Team
    people: int
    line: Line
    below: tuple[Line, ...]
    work: tuple[Work, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Loads:
    """Everything that was read for the lines, in a constant number of queries."""

    quarters: tuple[Quarter, ...]
    teams: dict[int, Team]
    there: dict[tuple[int, int], TimeThere]
    kept: Kept
    work: dict[int, list[Work]]
    division: Division
    names: dict[int, str]


def read(quarters: tuple[Quarter, ...], teams: set[int] | None = None) -> Loads:
    rows = Team.objects.filter(archived_at=None).select_related("lead").order_by("name")
    found = {team.pk: team for team in rows if teams is None or team.pk in teams}
    work: defaultdict[int, list[Work]] = defaultdict(list)
    for one in work_ahead(list(found)):
        work[one.team].append(one)
    there = time_there(found, quarters)
    shown = {person.member for time in there.values() for person in time.people}
    return Loads(
        quarters,
        found,
        there,
        kept_free(),
        work,
        division([one.feature for works in work.values() for one in works]),
        dict(Member.objects.filter(pk__in=shown).values_list("pk", "name")),
    )


def team_lines(actor: Member, loads: Loads) -> list[TeamLines]:
    """Teams in which somebody builds or for which something is planned."""
    line = policies.sees_absences_of(actor)
    found = []
    for pk, team in loads.teams.items():
        cells = tuple(
            team_cell(loads.work.get(pk, []), loads.there[pk, place].whole, loads.kept.of(pk), quarter)
            for place, quarter in enumerate(loads.quarters)
        )
        if any(cell.there or cell.load.mean for cell in cells):
            builders = {p.member for p in loads.there[pk, 0].people if p.discipline in BUILDERS}
            below = (*_disciplines(loads, pk), *_people(actor, loads, team, line))
            own = Line("team", team.name, team.lead.name if team.lead else "", cells)
            found.append(TeamLines(team, len(builders), own, below, tuple(loads.work.get(pk, ()))))
    return found


def team_cell(work: list[Work], there: float, free: Share, quarter: Quarter) -> Cell:
    return Cell(total(one.within(quarter) for one in work), plannable(there, free), there)


def _disciplines(loads: Loads, team: int) -> list[Line]:
    """Those that features of the team name: what the others need can be done by anybody who builds."""
    work = loads.work.get(team, [])
    wanted = {name for one in work for name in loads.division.needs.get(one.feature, {})}
    found = []
    for name in (discipline for discipline in Discipline.values if discipline in wanted):
        cells = []
        for place, quarter in enumerate(loads.quarters):
            there = loads.there[team, place].disciplines().get(name, 0.0)
            load = total(
                loads.division.need(one.feature, name).times(
                    one.left * one.share_in(quarter.starts_on, quarter.ends_on)
                )
                for one in work
            )
            cells.append(Cell(load, plannable(there, loads.kept.of(team)), there))
        note = "what features name" if any(cell.there for cell in cells) else "nobody in the team"
        found.append(Line("discipline", Discipline(name).label.capitalize(), note, tuple(cells)))
    return found


def _people(actor: Member, loads: Loads, team: Team, line: set[int]) -> list[Line]:
    """A line for each person whose load the actor may see; the others together."""
    sees = policies.sees_load_of(actor, team)
    cells: defaultdict[int, dict[int, Cell]] = defaultdict(dict)
    for place, quarter in enumerate(loads.quarters):
        people = _building(loads.there[team.pk, place])
        given = _given(loads, team.pk, people, quarter)
        for person in people:
            weeks = person.weeks if person.member in line else person.unless_away
            cells[person.member][place] = Cell(
                given[person.member], plannable(weeks, loads.kept.of(team.pk)), weeks
            )
    own, others = [], []
    for member, known in cells.items():
        row = tuple(known.get(place, Cell()) for place in range(len(loads.quarters)))
        if sees or member in line:
            own.append(Line("person", loads.names[member], _rests(loads, team.pk, member), row, member))
        else:
            others.append(row)
    own.sort(key=lambda one: -max(cell.ratio for cell in one.cells))
    if others:
        together = tuple(sum(column, Cell()) for column in zip(*others, strict=True))
        name = formatting.counted(len(others), "other" if own else "person", "others" if own else "people")
        own.append(Line("others", name, "", together))
    return own


def _building(time: TimeThere) -> list[PersonThere]:
    return [person for person in time.people if person.discipline in BUILDERS]


def _given(loads: Loads, team: int, people: list[PersonThere], quarter: Quarter) -> dict[int, Load]:
    given: defaultdict[int, Load] = defaultdict(Load)
    for one in loads.work.get(team, ()):
        within = one.within(quarter)
        if not within.mean:
            continue
        for member, share in loads.division.parts(one.feature, people).items():
            given[member] += within.times(share)
    return given


def _rests(loads: Loads, team: int, member: int) -> str:
    """How many features nobody else in the team can do."""
    people = _building(loads.there[team, 0])
    if len(people) < 2:
        return "builds alone here"
    alone = sum(loads.division.alone(one.feature, people) == member for one in loads.work.get(team, ()))
    return f"alone on {formatting.counted(alone, 'feature')}" if alone else ""
