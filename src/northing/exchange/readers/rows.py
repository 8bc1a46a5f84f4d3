"""One row of cells becomes one record. This runs once a row, so answers about words are remembered."""

import re
from typing import cast

from northing.exchange.mapping import Mapping
from northing.exchange.readers.cells import Cells
from northing.exchange.readers.kinds import kind_of
from northing.exchange.readers.links import unlinked
from northing.exchange.readers.recognised import Recognised
from northing.exchange.readers.records import Kind, Record, Refusal, State
from northing.exchange.readers.states import state_of
from northing.exchange.readers.times import Clock, Unreadable

_PERSON = re.compile(r"\s*(.*?)\s*<([^<>]+@[^<>]+)>\s*\Z")
_MEMO = 50_000


class RowReader:
    """Reads the rows of one file by one mapping."""

    def __init__(self, recognised: Recognised, mapping: Mapping) -> None:
        self._mapping = mapping
        self.width = recognised.width
        self._cells, self._clock = Cells(recognised, mapping), Clock(recognised, mapping)
        self._features_only = recognised.preset == "aha"
        self._states: dict[tuple[str, str, str], State | None] = {}
        self._kinds: dict[str, Kind | None] = {}
        self._sizes = mapping.sizes

    def read(self, line: int, cells: list[str], original: str) -> Record | Refusal | None:
        """The record of this row, why it is refused, or None for a row that is not wanted. Changes `cells`."""
        cells.append("")  # what has no column reads this last, empty cell
        of = self._cells
        (
            key, number, title, alias, word, status, category, resolution, created, started, done, cancelled,
            changed, updated, due, team, product, assignee, email, parent, feature, estimate, url, description,
            *release_days,
        ) = of.single(cells)  # fmt: skip
        title = title.strip()
        kind = self._kinds[word] if word in self._kinds else self._kind(word)
        if kind is None or not title:
            wanted = kind is not None and any(cells)
            return Refusal(line, of.column_of("title", "", cells), "", "No name", original) if wanted else None
        facts = (status, category, resolution)
        state = self._states[facts] if facts in self._states else self._state(facts)
        try:
            times = self._clock.times(state, status, created, started, (done, cancelled, changed, updated))
            promised = self._clock.due(due) if due else None
            days = self._clock.release_days(release_days) if any(release_days) else None
        except Unreadable as problem:
            column = of.column_of(problem.target, problem.value, cells)
            return Refusal(line, column, problem.value, problem.reason, original)
        if "(http" in parent or "(http" in feature:
            parent, feature = unlinked(parent), unlinked(feature)
        if "<" in assignee and (person := _PERSON.match(assignee)):
            assignee, email = person[1], person[2]
        if estimate in self._sizes:
            estimate = self._sizes[estimate]
        return Record._make((
            line, key.strip() or number or title, number, kind, word, title, alias, description, status, *times,
            promised, team.strip(), product, assignee, email, of.labels(cells), parent.strip(), feature.strip(),
            of.sprints(cells), of.releases(cells), days, estimate, of.links(cells), url, original,
        ))  # fmt: skip

    def _state(self, facts: tuple[str, str, str]) -> State | None:
        chosen = self._mapping.states.get(facts[0])
        state = cast("State", chosen) if chosen else state_of(*facts)
        if len(self._states) < _MEMO:
            self._states[facts] = state
        return state

    def _kind(self, word: str) -> Kind | None:
        chosen = self._mapping.kinds.get(word)
        kind: Kind | None = "feature" if self._features_only else kind_of(word)
        if chosen:
            kind = None if chosen == "skip" else cast("Kind", chosen)
        if len(self._kinds) < _MEMO:
            self._kinds[word] = kind
        return kind
