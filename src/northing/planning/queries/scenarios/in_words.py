"""The comparison in a sentence, and what publishing one of them would change."""

from dataclasses import dataclass
from datetime import date

from northing.organisation.models import Member
from northing.planning.models import Feature
from northing.planning.queries.scenarios import quarters
from northing.planning.queries.scenarios.by_hand import to_do_by_hand
from northing.planning.queries.scenarios.columns import Column
from northing.planning.queries.scenarios.comparing import Comparison
from northing.planning.queries.scenarios.rows import problems_to_plan, seen
from northing.ui import formatting

MADE = 0.75
"""From here on a promise is likely; see the colour of chances."""
NOTED = 5
"""Points that are worth a word."""
SHOWN = 4


@dataclass(frozen=True, slots=True)
class Shift:
    """A day that moves for a feature: P85."""

    name: str
    was: date | None
    now: date | None

    @property
    def sooner(self) -> bool:
        return self.was is not None and self.now is not None and self.now < self.was


@dataclass(frozen=True, slots=True, eq=False)
class ToPublish:
    """What changes for whom when this one becomes the plan."""

    column: Column
    shifts: tuple[Shift, ...]
    more: int
    public: int
    """Features that move to another quarter for those who see only quarters."""
    waiting: int
    problems: int
    """Opportunities that become planned."""
    by_hand: tuple[str, ...]
    """What it does not write by itself."""


def sentence(found: Comparison) -> str:
    """A makes France likely and moves nothing else. B helps less, and costs Terminal."""
    return " ".join(filter(None, (_of(found, column) for column in found.columns.beside)))


def to_publish(actor: Member, found: Comparison, column: Column) -> ToPublish:
    plan, mine = found.columns.plan.by_feature, column.by_feature
    shifts = [
        Shift(feature.name, plan[pk].p85 if pk in plan else None, mine[pk].p85 if pk in mine else None)
        for pk, feature in found.features.items()
    ]
    moved = sorted((shift for shift in shifts if shift.was != shift.now), key=lambda shift: -_days(shift))
    public = sum(_public(shift.was) != _public(shift.now) for shift in moved)
    waiting = len(column.measures.waiting.customers) if column.measures else 0
    scenario = column.scenario
    return ToPublish(
        column,
        tuple(moved[:SHOWN]),
        max(len(moved) - SHOWN, 0),
        public,
        waiting,
        len(seen(actor, problems_to_plan(scenario))) if scenario else 0,
        to_do_by_hand(actor, scenario) if scenario else (),
    )


def _days(shift: Shift) -> int:
    return abs((shift.now - shift.was).days) if shift.was and shift.now else 1000


def _public(day: date | None) -> date | None:
    return quarters.quarter_of(day) if day else None


def _of(found: Comparison, column: Column) -> str:
    if column.measures is None:
        return ""
    moved = _moved(found, column)
    better = sorted((row for row in moved if row[0] > 0), key=lambda row: -row[0])
    worse = sorted((row for row in moved if row[0] < 0), key=lambda row: row[0])
    if not moved:
        return f"{column.letter} changes no promise by more than {NOTED} points."
    costs = f"costs {_listed([feature.name for _, feature, _ in worse[:2]])}" if worse else ""
    if not better:
        return f"{column.letter} {costs}."
    points, feature, now = better[0]
    verb = "makes" if now >= MADE else "helps"
    how = " likely" if now >= MADE else f" by {formatting.counted(points, 'point')}"
    rest = f", and {costs}" if costs else " and makes nothing less likely"
    return f"{column.letter} {verb} {feature.name}{how}{rest}."


def _moved(found: Comparison, column: Column) -> list[tuple[int, Feature, float]]:
    """Points by which promises get likelier or less likely, and what they come to."""
    plan, moved = found.columns.plan.by_feature, []
    for pk, said in column.by_feature.items():
        was = plan[pk].chance if pk in plan else None
        if pk in found.features and was is not None and said.chance is not None:
            points = formatting.chance_points(said.chance) - formatting.chance_points(was)
            if abs(points) >= NOTED:
                moved.append((points, found.features[pk], said.chance))
    return moved


def _listed(names: list[str]) -> str:
    return " and ".join(names)
