"""What is planned, in the quarters in which it stands: what the Public audience may know, and nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from northing.insight.models import Following, PlannedNote
from northing.insight.slots import PlannedThing, planned
from northing.kernel import clock

COLUMNS = 4


@dataclass(frozen=True, slots=True)
class Shown:
    """`note`: what staff say beside it, such as why it moved."""

    thing: PlannedThing
    note: PlannedNote | None
    followers: int


@dataclass(frozen=True, slots=True)
class Quarter:
    """`first` is None for what stands in none of those shown. `far`: not this one or the next."""

    first: date | None
    far: bool
    shown: tuple[Shown, ...]

    @property
    def last(self) -> date | None:
        return _month_later(self.first, 2) if self.first else None


@dataclass(frozen=True, slots=True)
class Plan:
    quarters: tuple[Quarter, ...]
    themes: tuple[str, ...]


def plan(theme: str = "") -> Plan:
    """Four quarters from this one on, and what lies further off."""
    this = quarter_start(clock.today())
    things = planned.since(this)
    wanted = [thing for thing in things if not theme or thing.theme == theme]
    shown = with_followers(wanted)
    firsts = [_month_later(this, 3 * ahead) for ahead in range(COLUMNS)]
    quarters = [
        Quarter(first, at > 1, tuple(each for each in shown if each.thing.quarter == first))
        for at, first in enumerate(firsts)
    ]
    later = tuple(each for each in shown if each.thing.quarter not in firsts)
    if later:
        quarters.append(Quarter(None, far=True, shown=later))
    themes = sorted({thing.theme for thing in things if thing.theme})
    return Plan(tuple(quarter for quarter in quarters if quarter.shown), tuple(themes))


def with_followers(things: Iterable[PlannedThing]) -> list[Shown]:
    """As many queries for one as for all."""
    found = list(things)
    topics = [thing.topic for thing in found]
    rows = Following.objects.filter(topic__in=topics).order_by().values_list("topic").annotate(Count("pk"))
    followers: dict[str, int] = dict(rows)
    notes = {note.topic: note for note in PlannedNote.objects.filter(topic__in=topics)}
    return [Shown(thing, notes.get(thing.topic), followers.get(thing.topic, 0)) for thing in found]


def planned_thing(topic: str) -> PlannedThing | None:
    """One that is on its way."""
    things = planned.since(quarter_start(clock.today()))
    return next((thing for thing in things if thing.topic == topic), None)


def quarter_name(first: date | None) -> str:
    """July to September 2026; the portal names four quarters, and what lies further off is later."""
    if first is None or first >= _month_later(quarter_start(clock.today()), 3 * COLUMNS):
        return "Later"
    return f"{first:%B} to {_month_later(first, 2):%B %Y}"


def quarter_start(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def _month_later(first: date, months: int) -> date:
    month = first.month - 1 + months
    return date(first.year + month // 12, month % 12 + 1, 1)
