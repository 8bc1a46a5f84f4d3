"""One team in one quarter: what fills it, when it gets too much, who could help."""

from dataclasses import dataclass
from datetime import date, timedelta

from northing.kernel import clock
from northing.kernel.errors import NotVisible
from northing.organisation.models import Discipline, Member, Membership, Team
from northing.planning import policies
from northing.planning.models import Feature, Lending
from northing.planning.queries import calendar
from northing.planning.queries.calendar import BUILDERS, Quarter
from northing.planning.queries.capacity.lines import A_LITTLE, Cell, Line, TeamLines, read, team_lines
from northing.planning.queries.capacity.load import Work
from northing.ui import formatting

MOST_PEOPLE, MOST_FEATURES = 5, 8


@dataclass(frozen=True, slots=True)
class Part:
    """A feature and how much of the quarter it takes; None where the actor may not see it."""

    feature: Feature | None
    weeks: float
    may_move: bool


@dataclass(frozen=True, slots=True)
class Overload:
    """A person, the quarters in which they have too much, how much of their time it would take, and why."""

    name: str
    team: str
    quarters: tuple[date, ...]
    ratios: tuple[float, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody of another team who could be lent."""

    member: int
    team: int
    label: str


@dataclass(frozen=True, slots=True)
class CapacityPanel:
    team: Team
    place: int
    quarters: tuple[tuple[Quarter, Cell], ...]
    over: int
    when: str
    parts: tuple[Part, ...]
    rest: int
    overloads: tuple[Overload, ...]
    helpers: tuple[Helper, ...]
    lendings: tuple[Lending, ...]
    starts_on: date
    ends_on: date
    may_plan: bool

    @property
    def quarter(self) -> Quarter:
        return self.quarters[self.place][0]

    @property
    def cell(self) -> Cell:
        return self.quarters[self.place][1]


def capacity_panel(actor: Member, pk: int, place: int | None) -> CapacityPanel:
    """Without a place, the quarter in which the team is furthest over."""
    loads = read(tuple(calendar.quarters()))
    teams = team_lines(actor, loads)
    found = next((team for team in teams if team.team.pk == pk), None)
    if found is None:
        raise NotVisible
    cells = found.line.cells
    if place is None or not 0 <= place < len(cells):
        place = max(range(len(cells)), key=lambda one: cells[one].over)
    quarter = loads.quarters[place]
    week = _first_over(found.work, quarter, cells[place])
    parts = _parts(actor, found.work, quarter)
    starts_on = max(clock.today(), week or quarter.starts_on)
    return CapacityPanel(
        team=found.team,
        place=place,
        quarters=tuple(zip(loads.quarters, cells, strict=True)),
        over=round(cells[place].over) if cells[place].ratio > A_LITTLE else 0,
        when=_when(actor, found, week, place),
        parts=tuple(parts[:MOST_FEATURES]),
        rest=len(parts) - MOST_FEATURES,
        overloads=_overloads(actor, teams, loads.quarters),
        helpers=_helpers(found.team, teams, place),
        lendings=tuple(_lendings(found.team)),
        starts_on=starts_on,
        ends_on=max(quarter.ends_on - timedelta(days=1), starts_on),
        may_plan=policies.may_plan(actor),
    )


def _first_over(work: tuple[Work, ...], quarter: Quarter, cell: Cell) -> date | None:
    """The Monday of the first week with more work than a week of the quarter holds."""
    first = max(quarter.starts_on, clock.today())
    weeks = max((quarter.ends_on - first).days / 7, 1)
    day = first - timedelta(days=first.weekday())
    while day < quarter.ends_on and cell.ratio > A_LITTLE:
        after = day + timedelta(days=7)
        if sum(one.load.middle * one.share_in(day, after) for one in work) > cell.planned.likely / weeks:
            return day
        day = after
    return None


def _when(actor: Member, found: TeamLines, week: date | None, place: int) -> str:
    if week is None:
        return ""
    after = week + timedelta(days=7)
    busy = sorted(
        (one for one in found.work if one.share_in(week, after)),
        key=lambda one: -one.load.mean * one.share_in(week, after),
    )
    seen = Feature.objects.visible_to(actor).in_bulk([one.feature for one in busy])
    names = [seen[one.feature].name for one in busy if one.feature in seen]
    number = week.isocalendar().week
    verb = "are both to be done" if len(busy) == 2 else "are all to be done"
    if len(busy) < 2:
        said = f"It starts in week {number}{f', with {names[0]}' if names else ''}."
    elif len(names) < len(busy):
        said = f"It starts in week {number}, when {len(busy)} features are to be done at once."
    else:
        said = f"It starts in week {number}, when {formatting.listed(names)} {verb}."
    return f"{said} {_whose(found.below, place)}".strip()


def _whose(below: tuple[Line, ...], place: int) -> str:
    over = [max(0.0, line.cells[place].over) for line in below if line.kind == "person"]
    return "Most of it is one person’s." if len(over) > 1 and max(over) > 0.6 * sum(over) > 0 else ""


def _parts(actor: Member, work: tuple[Work, ...], quarter: Quarter) -> list[Part]:
    within = {one.feature: one.within(quarter).middle for one in work}
    asked = sorted((pk for pk, weeks in within.items() if weeks >= 0.05), key=lambda pk: -within[pk])
    rows = Feature.objects.visible_to(actor).select_related("product__owner", "product__line", "team")
    seen = rows.in_bulk(asked)
    return [
        Part(seen.get(pk), within[pk], pk in seen and policies.may_change_feature(actor, seen[pk]))
        for pk in asked
    ]


def _overloads(actor: Member, teams: list[TeamLines], quarters: tuple[Quarter, ...]) -> tuple[Overload, ...]:
    """The people whose load the actor may see and who have too much, the fullest first."""
    found = []
    for team in teams:
        for line in team.below:
            over = [place for place, cell in enumerate(line.cells) if cell.ratio > 1.05 and cell.over >= 0.5]
            if line.kind == "person" and over:
                found.append(
                    Overload(
                        line.name,
                        team.team.name,
                        tuple(quarters[place].starts_on for place in over),
                        tuple(line.cells[place].ratio for place in over),
                        line.note or _busiest(actor, team, quarters[over[0]]),
                    )
                )
    return tuple(sorted(found, key=lambda one: -max(one.ratios))[:MOST_PEOPLE])


def _busiest(actor: Member, team: TeamLines, quarter: Quarter) -> str:
    names = [part.feature.name for part in _parts(actor, team.work, quarter)[:2] if part.feature]
    return formatting.listed(names)


def _helpers(team: Team, teams: list[TeamLines], place: int) -> tuple[Helper, ...]:
    """Those who build in other teams; first from the team that has most to spare in that quarter."""
    room = {other.team.pk: other.line.cells[place].over for other in teams if other.team.pk != team.pk}
    rows = Membership.objects.filter(team__in=room, discipline__in=BUILDERS, member__is_active=True)
    found = rows.exclude(member__memberships__team=team).select_related("member", "team")
    return tuple(
        Helper(
            row.member_id,
            row.team_id,
            f"{row.member.name}, {Discipline(row.discipline).label}, {row.team.name}",
        )
        for row in sorted(found, key=lambda row: (room[row.team_id], -row.share, row.member.name))
    )


def _lendings(team: Team) -> list[Lending]:
    """To and from the team, not over yet."""
    rows = Lending.objects.filter(scenario=None, ends_on__gte=clock.today())
    both = rows.filter(to_team=team) | rows.filter(from_team=team)
    return list(both.select_related("member", "from_team", "to_team"))
