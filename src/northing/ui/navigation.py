"""The rail: which rooms there are to go to, for whom, and where we are now.

A room says what it brings in the `RAIL` list of its `urls.py`, beside its rows of the access table, so an entry
exists exactly when its page does. Who sees it follows from the access table: those who may open the page.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cache

from django.urls import reverse

from northing.organisation.access.table import TABLE, Answer
from northing.organisation.models import Member


class Section(Enum):
    """The first level, in its order: label and icon."""

    TODAY = ("Today", "today")
    STRATEGY = ("Strategy", "strategy")
    PORTFOLIO = ("Portfolio", "portfolio")
    INSIGHT = ("Insight", "insight")
    PLAN = ("Plan", "plan")
    OUTCOMES = ("Outcomes", "outcomes")
    PEOPLE = ("People", "people")
    SETTINGS = ("Settings", "settings")

    @property
    def label(self) -> str:
        return self.value[0]

    @property
    def icon(self) -> str:
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Count:
    """The small number behind an entry; `hot` when somebody should act, `at_least` where counting stopped."""

    number: int
    hot: bool = False
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the rail. `key` is the letter after G; `phone` its label in the tab bar of a phone; `also` the
    routes of pages that belong to it though their addresses do not lie below its own.

    An entry that has its section's name stands for the section; others stand below it, by `order`. Those of
    Settings show only when one is there.
    """

    section: Section
    label: str
    route: str
    key: str = ""
    order: int = 0
    phone: str = ""
    also: tuple[str, ...] = ()
    count: Callable[[Member], Count | None] | None = None

    @property
    def url(self) -> str:
        return _address(self.route)

    @property
    def urls(self) -> tuple[str, ...]:
        return tuple(_address(route) for route in (self.route, *self.also))

    @property
    def icon(self) -> str:
        return self.section.icon

    def open_to(self, member: Member) -> bool:
        row = TABLE.row(self.route, "GET")
        return row is not None and any(row.answer(member.role, of) is Answer.YES for of in range(3))


@cache
def _address(route: str) -> str:
    """Every page shows every entry, and Django looks an address up anew each time."""
    return reverse(route)


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    icon: str
    url: str
    key: str
    current: bool
    count: Count | None
    below: tuple["Link", ...] = ()
    folded: bool = False

    @property
    def current_within(self) -> bool:
        return self.current or any(link.current for link in self.below)


@dataclass
class Rail:
    _entries: dict[str, Entry] = field(default_factory=dict)
    _open: dict[str, list[Entry]] = field(default_factory=dict)

    def add(self, entries: Iterable[Entry]) -> None:
        self._open.clear()
        for entry in entries:
            self._entries[entry.route] = entry

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(self._entries.values())

    def open_to(self, member: Member) -> list[Entry]:
        """The access table does not change while the program runs, so it is asked once for each role."""
        if member.role not in self._open:
            self._open[member.role] = [entry for entry in self.entries if entry.open_to(member)]
        return self._open[member.role]


RAIL = Rail()


def links(member: Member, path: str) -> dict[Entry, Link]:
    """Every entry that is open to the member, as the page at `path` shows it; a count is asked for once."""
    entries = RAIL.open_to(member)
    here = current(entries, path)
    return {entry: _link(entry, here, member) for entry in entries}


def sections(open_to: dict[Entry, Link]) -> tuple[Link, ...]:
    """What the rail shows."""
    found = (_section(section, open_to) for section in Section)
    return tuple(link for link in found if link is not None)


def tabs(open_to: dict[Entry, Link]) -> tuple[Link, ...]:
    """The tab bar of a phone: four entries at most."""
    order = list(Section)
    chosen = sorted((entry for entry in open_to if entry.phone), key=lambda entry: order.index(entry.section))
    return tuple(replace(open_to[entry], label=entry.phone) for entry in chosen[:4])


def current(entries: Iterable[Entry], path: str) -> Entry | None:
    """The entry whose page this is, or is below."""
    above = [
        (len(url), entry)
        for entry in entries
        for url in entry.urls
        if path == url or (url != "/" and path.startswith(url))
    ]
    return max(above, key=lambda found: found[0], default=(0, None))[1]


def _section(section: Section, open_to: dict[Entry, Link]) -> Link | None:
    within = sorted((entry for entry in open_to if entry.section is section), key=lambda entry: entry.order)
    if not within:
        return None
    below = tuple(open_to[entry] for entry in within)
    own = next((link for link in below if link.label == section.label), None)
    if own is not None and len(below) == 1:
        return own
    folded = section is Section.SETTINGS and not any(link.current for link in below)
    first = below[0]
    key, count = (first.key, first.count) if folded else ("", None)
    return Link(
        section.label, section.icon, first.url, key, current=False, count=count, below=below, folded=folded
    )


def _link(entry: Entry, here: Entry | None, member: Member) -> Link:
    count = entry.count(member) if entry.count else None
    return Link(entry.label, entry.icon, entry.url, entry.key, current=entry is here, count=count)
