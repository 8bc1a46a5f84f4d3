"""The capacity page: every team quarter by quarter, and what that says."""

from dataclasses import dataclass

from northing.kernel import clock
from northing.organisation.models import Member
from northing.planning.models import Feature, FeatureState
from northing.planning.queries import calendar
from northing.planning.queries.calendar import Quarter
from northing.planning.queries.capacity.lines import A_LITTLE, Cell, Line, TeamLines, read, team_lines
from northing.planning.queries.capacity.units import Unit, units
from northing.ui import formatting


@dataclass(frozen=True, slots=True)
class CapacityPage:
    quarters: tuple[Quarter, ...]
    weeks_left: int
    """Of the quarter that is running."""
    teams: tuple[TeamLines, ...]
    total: Line
    sentence: str
    uncounted: int
    """Features that are planned without an estimate, or without a team."""
    units: tuple[Unit, ...]
    unit: Unit

    def shown(self, cell: Cell, place: int) -> Cell:
        """In the unit of the page."""
        return cell.times(self.unit.of_a_week(self.quarters[place]))

    @property
    def furthest_over(self) -> int | None:
        """The team that is worth looking at first; where all fit, the one with the least to spare."""
        over = {team.team.pk: max(cell.over for cell in team.line.cells) for team in self.teams}
        return max(over, key=over.__getitem__, default=None)

    @property
    def largest(self) -> float:
        return self._largest([team.line for team in self.teams])

    @property
    def largest_below(self) -> float:
        return self._largest([line for team in self.teams for line in team.below])

    @property
    def largest_total(self) -> float:
        return self._largest([self.total])

    def _largest(self, lines: list[Line]) -> float:
        cells = [self.shown(cell, place) for line in lines for place, cell in enumerate(line.cells)]
        return max((max(cell.load.high, cell.there) for cell in cells), default=0.0) * 1.02


def capacity_page(actor: Member, unit: str = "") -> CapacityPage:
    """`unit` is the key of one of `units`."""
    quarters, today = tuple(calendar.quarters()), clock.today()
    known = units(today)
    teams = team_lines(actor, read(quarters))
    together = [sum((team.line.cells[place] for team in teams), Cell()) for place in range(len(quarters))]
    planned = Feature.objects.open().exclude(state=FeatureState.IDEA)
    counted = planned.filter(estimate_likely__isnull=False, team__isnull=False)
    return CapacityPage(
        quarters,
        (quarters[0].ends_on - today).days // 7,
        tuple(teams),
        Line("total", "All teams", "Ranges partly cancel", tuple(together)),
        _sentence(quarters, teams, together),
        planned.count() - counted.count(),
        known,
        next((each for each in known if each.key == unit), known[0]),
    )


def is_over(cell: Cell) -> bool:
    """By at least a whole person-week: a team is not over for what its range makes little of."""
    return cell.ratio > A_LITTLE and formatting.rounded(cell.over) >= 1


def _sentence(quarters: tuple[Quarter, ...], teams: list[TeamLines], together: list[Cell]) -> str:
    """The quarter that is furthest over, where it is, and what fits."""
    over = [[team for team in teams if is_over(team.line.cells[place])] for place in range(len(quarters))]
    if not any(over):
        return "Everything that is planned fits in each quarter." if teams else ""
    sums = [
        sum(team.line.cells[place].over for team in found) if found else 0.0 for place, found in enumerate(over)
    ]
    worst = max(range(len(quarters)), key=lambda place: sums[place])
    quarter = formatting.quarter(quarters[worst].starts_on).split()[0]
    found = sorted(over[worst], key=lambda team: -team.line.cells[worst].over)
    names = formatting.listed([team.team.name for team in found])
    weeks = formatting.counted(round(sums[worst]), "week")
    rest = len(teams) - len(found)
    fits = f" The other {_count(rest)} fit{'s' if rest == 1 else ''}." if rest else ""
    whole = together[worst].over
    if formatting.rounded(whole) >= 1:
        total = formatting.counted(round(whole), "week")
        if total == weeks:
            return f"{quarter} is {total} over: {names}.{fits}"
        return f"{quarter} is {total} over in total, but {weeks} over where it matters: {names}.{fits}"
    verb = "is" if len(found) == 1 else "are"
    return f"{quarter} fits in total, but {names} {verb} {weeks} over.{fits}"


def _count(number: int) -> str:
    words = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return words[number] if number < len(words) else str(number)
