"""One row of cells becomes one record. This runs once a row, so look-ups are prepared and answers remembered."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from operator import itemgetter
from typing import cast
from zoneinfo import ZoneInfo

from northing.exchange.mapping import Mapping
from northing.exchange.readers.dates import DateReader, Order
from northing.exchange.readers.recognised import Recognised
from northing.exchange.readers.records import MANY_MARK, Kind, Link, Record, Refusal, State
from northing.exchange.readers.states import plain, state_of
from northing.exchange.readers.vocabulary import link_of

_SINGLE = [
    "key",
    "id",
    "title",
    "alias",
    "kind",
    "status",
    "status_category",
    "resolution",
    "created",
    "started",
    "done",
    "cancelled",
    "state_changed",
    "updated",
    "due",
    "team",
    "product",
    "assignee",
    "assignee_email",
    "parent",
    "feature",
    "estimate",
    "url",
    "description",
]
_FEATURES = re.compile(
    r"\b(epic\w*|epos|épica|épopée|epopeya|эпик|feature|initiative|capability|theme|portfolio epic|funktion|エピック|史诗)\b"
)
_NOT_FEATURES = re.compile(r"\b(request|bug|task|story|sub)\b")
_MEMO = 50_000
_COMMAS = re.compile(r"[,;\n]")


class Unreadable(Exception):
    """A cell that has a value which cannot be read: where, what and why."""

    def __init__(self, target: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.target, self.value, self.reason = target, value, reason


def kind_of(word: str) -> Kind:
    """Epics and features are features, everything else is an item."""
    name = plain(word)
    return "feature" if _FEATURES.search(name) and not _NOT_FEATURES.search(name) else "item"


class RowReader:
    """Reads the rows of one file by one mapping."""

    def __init__(self, recognised: Recognised, mapping: Mapping) -> None:
        self._mapping = mapping
        self._places = {column.name: column.positions for column in recognised.columns}
        self._filled = {column.name for column in recognised.columns if column.filled}
        self._names = {target: columns[0] for target, columns in mapping.fields.items() if columns}
        self.width = recognised.width
        self._prepare_cells(recognised)
        self._prepare_dates(recognised)
        self._default_kind: Kind = "feature" if recognised.preset == "aha" else "item"
        self._status_decides = recognised.source in ("jira", "jira-json", "github")
        self._guess_started = recognised.source in ("jira", "jira-json")
        self._states: dict[tuple[str, str, str], State | None] = {}
        self._kinds: dict[str, Kind | None] = {}
        self._lists: dict[str, tuple[str, ...]] = {}

    def _prepare_cells(self, recognised: Recognised) -> None:
        firsts, spares = [], []
        for slot, target in enumerate(_SINGLE):
            positions = self._team_positions() if target == "team" else self._positions(target)
            firsts.append(positions[0] if positions else -1)
            if len(positions) > 1:
                spares.append((slot, positions[1:]))
        self._pick: Callable[[list[str]], tuple[str, ...]] = itemgetter(*firsts)
        self._spares = tuple(spares)
        self._labels = self._positions("labels")
        self._sprints = self._positions("sprint")
        self._releases = self._positions("release")
        self._link_cells = tuple(
            (position, *_link_type(name))
            for name in self._mapping.fields.get("link", ())
            for position in self._places.get(name, ())
        )
        self._links = tuple(cell[0] for cell in self._link_cells)
        self._splits = recognised.source != "jira"

    def _prepare_dates(self, recognised: Recognised) -> None:
        zone = UTC if self._mapping.zone == "UTC" else ZoneInfo(self._mapping.zone)
        readers: dict[Order, DateReader] = {"dmy": DateReader("dmy", zone), "mdy": DateReader("mdy", zone)}

        def reader(target: str) -> DateReader:
            name = self._names.get(target, "")
            column = recognised.column(name)
            seen: Order = column.dates.order if column and column.dates else "dmy"
            return readers[self._mapping.orders.get(name, seen)]

        self._created, self._started = reader("created").moment, reader("started").moment
        self._due = reader("due").day
        self._endings = {
            target: reader(target).moment for target in ("done", "cancelled", "state_changed", "updated")
        }

    def _positions(self, target: str) -> tuple[int, ...]:
        names = self._mapping.fields.get(target, ())
        return tuple(position for name in names for position in self._places.get(name, ()))

    def _team_positions(self) -> tuple[int, ...]:
        chosen = self._mapping.team_from
        if chosen in self._places and chosen not in ("team", "component", "assignee", "product"):
            return self._places[chosen]
        if chosen:
            return self._positions(chosen)
        return next(filter(None, map(self._filled_positions, ("team", "component", "product"))), ())

    def _filled_positions(self, target: str) -> tuple[int, ...]:
        names = self._mapping.fields.get(target, ())
        return tuple(position for name in names if name in self._filled for position in self._places[name])

    def read(self, line: int, cells: list[str], original: str) -> Record | Refusal | None:
        """The record of this row, why it is refused, or None for a row that is not wanted. Changes `cells`."""
        cells.append("")  # what has no column reads this last, empty cell
        picked = self._pick(cells)
        if self._spares:
            picked = self._with_spares(picked, cells)
        (
            key, number, title, alias, word, status, category, resolution, created_text, started_text, done_text,
            cancelled_text, changed_text, updated_text, due_text, team, product, assignee, email, parent, feature,
            estimate, url, description,
        ) = picked  # fmt: skip
        title = title.strip()
        kind = self._kinds[word] if word in self._kinds else self._kind(word)
        if kind is None:
            return None
        if not title:
            return self._untitled(line, cells, original)
        facts = (status, category, resolution)
        state = self._states[facts] if facts in self._states else self._state(facts)
        try:
            created = self._moment("created", created_text, self._created) if created_text else None
            due = self._day(due_text) if due_text else None
            if state == "done" or state == "cancelled" or done_text or state is None:
                endings = (done_text, cancelled_text, changed_text, updated_text)
                state, done, done_from = self._ending(state, status, endings, bool(started_text))
            else:
                done, done_from = None, ""
            started = None
            if state not in ("planned", "idea"):
                if started_text:
                    started = self._moment("started", started_text, self._started)
                elif self._guess_started and state == "building" and changed_text:
                    started = self._moment("state_changed", changed_text, self._endings["state_changed"])
            if done and created and done < created:
                created, done = self._in_order(created, done, done_from, done_text)
        except Unreadable as problem:
            name = self._names.get(problem.target, problem.target)
            return Refusal(line, name, problem.value, problem.reason, original)
        if started and done and started > done:
            started = None
        return Record(
            line, key.strip() or number or title, number, kind, word, title, alias, description, status, state,
            created, started, done, done_from, due, team.strip(), product, assignee, email,
            self._list(cells, self._labels), parent.strip(), feature.strip(), self._list(cells, self._sprints),
            self._list(cells, self._releases), estimate, self._linked(cells), url, original,
        )  # fmt: skip

    def _with_spares(self, picked: tuple[str, ...], cells: list[str]) -> tuple[str, ...]:
        values: list[str] | None = None
        for slot, positions in self._spares:
            if picked[slot]:
                continue
            for position in positions:
                if cells[position]:
                    values = values or list(picked)
                    values[slot] = cells[position]
                    break
        return tuple(values) if values else picked

    def _untitled(self, line: int, cells: list[str], original: str) -> Refusal | None:
        if not any(cells):
            return None
        return Refusal(line, self._names.get("title", "title"), "", "No name", original)

    def _state(self, facts: tuple[str, str, str]) -> State | None:
        chosen = self._mapping.states.get(facts[0])
        state = cast("State | None", chosen) if chosen else state_of(*facts)
        if len(self._states) < _MEMO:
            self._states[facts] = state
        return state

    def _kind(self, word: str) -> Kind | None:
        chosen = self._mapping.kinds.get(word)
        kind: Kind | None
        if chosen:
            kind = None if chosen == "skip" else cast("Kind", chosen)
        else:
            kind = kind_of(word) if word else self._default_kind
            kind = self._default_kind if self._default_kind == "feature" else kind
        if len(self._kinds) < _MEMO:
            self._kinds[word] = kind
        return kind

    def _ending(
        self, state: State | None, status: str, endings: tuple[str, str, str, str], begun: bool
    ) -> tuple[State, datetime | None, str]:
        """State, moment it ended, and the target that gave the moment.

        A tracker with phases says by them whether work is done (a reopened issue may keep its old date); in any other
        table a finish date says so itself.
        """
        done, cancelled, changed, updated = endings
        if state is None:
            state = "done" if done else "building" if begun else "planned"
        elif done and state not in ("done", "cancelled"):
            if self._status_decides or status in self._mapping.states:
                return state, None, ""
            state = "done"
        if state not in ("done", "cancelled"):
            return state, None, ""
        said = (
            (("done", done), ("cancelled", cancelled))
            if state == "done"
            else (("cancelled", cancelled), ("done", done))
        )
        for target, text in (*said, ("state_changed", changed), ("updated", updated)):
            if text:
                return state, self._moment(target, text, self._endings[target]), target
        return state, None, ""

    def _in_order(
        self, created: datetime, done: datetime, done_from: str, written: str
    ) -> tuple[datetime, datetime]:
        if self._mapping.swap_dates:
            return done, created
        if created - done < timedelta(days=1) and not (done.hour or done.minute):
            return created, created  # finished on the day it was created, and only the day is known
        raise Unreadable(done_from, written, "Finished before it was created")

    def _moment(self, target: str, text: str, read: Callable[[str], datetime]) -> datetime:
        try:
            return read(text)
        except ValueError as problem:
            raise Unreadable(target, text, str(problem)) from None

    def _day(self, text: str) -> date:
        try:
            return self._due(text)
        except ValueError as problem:
            raise Unreadable("due", text, str(problem)) from None

    def _list(self, cells: list[str], positions: tuple[int, ...]) -> tuple[str, ...]:
        if not positions:
            return ()
        if len(positions) == 1:
            text = cells[positions[0]]
            if not text:
                return ()
            return self._lists[text] if text in self._lists else self._parted(text)
        found = [cells[position] for position in positions]
        return tuple(dict.fromkeys(filter(None, MANY_MARK.join(found).split(MANY_MARK)))) if any(found) else ()

    def _parted(self, text: str) -> tuple[str, ...]:
        if MANY_MARK in text:
            parts = text.split(MANY_MARK)
        elif self._splits and not text.startswith("["):
            parts = _COMMAS.split(text)
        else:
            parts = [text]
        parted = tuple(dict.fromkeys(part for part in map(str.strip, parts) if part))
        if len(self._lists) < _MEMO:
            self._lists[text] = parted
        return parted

    def _linked(self, cells: list[str]) -> tuple[Link, ...]:
        if not any([cells[position] for position in self._links]):
            return ()
        return tuple(
            link
            for position, word, outward in self._link_cells
            if cells[position]
            for link in _links_in(cells[position], word, outward)
        )


def _link_type(name: str) -> tuple[str, bool]:
    """How a column's name speaks of its links: ("Blocks", True) for "Outward issue link (Blocks)"."""
    if found := link_of(name):
        return found
    word = plain(name)
    if word in _INWARD:
        return _INWARD[word], False
    return {"blocking": "Blocks"}.get(word, name), True


_INWARD = {"blocked by": "Blocks", "depends on": "Blocks", "dependencies": "Blocks", "predecessors": "Blocks",
           "blocked by dependencies": "Blocks"}  # fmt: skip
_ARROW = re.compile(r"(.*) ([→←]) (.+)")
_SAID = re.compile(r"(?:(?P<type>[^\W\d][^#:,;]*?)\s*)?[#:]\s*(?P<target>[\w-]+)")


def _links_in(text: str, word: str, outward: bool) -> list[Link]:
    """The links in one cell: keys behind commas, or Redmine's "Blocked by #12, Related to #7"."""
    links = []
    for part in filter(None, map(str.strip, re.split(r"[,;\n\x1f]", text))):
        arrow, said = _ARROW.match(part), _SAID.match(part)
        if arrow:
            links.append(Link(arrow[1], "outward" if arrow[2] == "→" else "inward", arrow[3]))
        elif said and said["type"]:
            inward = plain(said["type"]) in _INWARD
            links.append(
                Link(
                    _INWARD.get(plain(said["type"]), said["type"]),
                    "inward" if inward else "outward",
                    said["target"],
                )
            )
        else:
            links.append(Link(word, "outward" if outward else "inward", said["target"] if said else part))
    return links
