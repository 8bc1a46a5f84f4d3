"""When people work and how much: working weeks, days off, capacity by quarter and team."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from django.db.models import Q, QuerySet, Sum

from northing.kernel import clock
from northing.kernel.errors import NotVisible
from northing.organisation.models import Discipline, Team
from northing.planning.models import Capacity, Holiday, WorkingWeek
from northing.planning.models.calendar import monday_to_friday
from northing.ui.formatting import WEEKDAYS

QUARTERS = 4
# Whose time builds features; products are managed beside it.
BUILDERS = (Discipline.ENGINEERING, Discipline.DESIGN, Discipline.DATA, Discipline.OTHER)


@dataclass(frozen=True, slots=True)
class Quarter:
    """From its first day up to, not including, `ends_on`."""

    starts_on: date
    ends_on: date

    @property
    def weeks(self) -> float:
        return (self.ends_on - self.starts_on).days / 7


@dataclass(frozen=True, slots=True)
class Cell:
    """Person-weeks of a team in a quarter: what was set, or what the shares of its members come to."""

    quarter: Quarter
    person_weeks: Decimal
    is_set: bool


@dataclass(frozen=True, slots=True)
class TeamCapacity:
    team: Team
    people: float
    cells: tuple[Cell, ...]


def quarters() -> list[Quarter]:
    """This quarter and the next ones."""
    return quarters_from(clock.today(), QUARTERS)


def quarters_from(day: date, count: int) -> list[Quarter]:
    """The quarter of that day and the next ones, `count` of them."""
    months = [day.year * 12 + (day.month - 1) // 3 * 3 + 3 * step for step in range(count + 1)]
    days = [date(month // 12, month % 12 + 1, 1) for month in months]
    return [Quarter(first, after) for first, after in pairwise(days)]


def capacities() -> list[TeamCapacity]:
    shown = quarters()
    teams = team_rows().annotate(
        share=Sum("memberships__share", filter=Q(memberships__discipline__in=BUILDERS), default=0)
    )
    known = {
        (row.team_id, row.starts_on): row.person_weeks
        for row in Capacity.objects.filter(starts_on__in=[quarter.starts_on for quarter in shown])
    }
    return [TeamCapacity(team, team.share / 100, _cells(team, shown, known)) for team in teams]


def _cells(team: Team, shown: list[Quarter], known: dict[tuple[int, date], Decimal]) -> tuple[Cell, ...]:
    people = team.share / 100  # type: ignore[attr-defined]  # annotated above
    found = []
    for quarter in shown:
        said = known.get((team.pk, quarter.starts_on))
        default = Decimal(round(people * quarter.weeks, 1))
        found.append(Cell(quarter, default if said is None else said, said is not None))
    return tuple(found)


def team_rows() -> "QuerySet[Team]":
    return Team.objects.filter(archived_at=None).order_by("name")


def team(pk: int) -> Team:
    found = team_rows().filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def working_week() -> list[int]:
    """The days on which everybody works whose team says nothing else; 1 is Monday."""
    found = WorkingWeek.objects.filter(team=None).first()
    return found.days if found else monday_to_friday()


def team_weeks() -> list[tuple[Team, str]]:
    """Teams that work on other days than everybody, and on which."""
    found = WorkingWeek.objects.filter(team__archived_at=None).exclude(team=None).select_related("team")
    return [(week.team, days_in_words(week.days)) for week in found.order_by("team__name") if week.team]


def days_in_words(days: list[int]) -> str:
    return ", ".join(WEEKDAYS[day - 1][:3] for day in days)


def holidays() -> "QuerySet[Holiday]":
    """Those that are not over, and of the last month."""
    recent = clock.today() - timedelta(days=31)
    return Holiday.objects.filter(ends_on__gte=recent).select_related("team").order_by("starts_on", "name")


def holiday(pk: int) -> Holiday:
    found = Holiday.objects.filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found
