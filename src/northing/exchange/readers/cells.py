"""Which cells of a row hold what. Worked out once a file; what runs once a row is a single look-up for all of them."""

import re
from collections.abc import Callable
from operator import itemgetter

from northing.exchange.mapping import Mapping
from northing.exchange.readers.links import link_type, links_in
from northing.exchange.readers.recognised import Recognised
from northing.exchange.readers.records import MANY_MARK, Link

SINGLE = [
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
"""The targets that `Cells.single` answers, in its order."""
_TEAM_TARGETS = ("team", "component", "product")
_COMMAS = re.compile(r"[,;\n]")
_MEMO = 50_000


class Cells:
    """The cells of one file's rows under one mapping. Rows must be as wide as the header and one empty cell more."""

    def __init__(self, recognised: Recognised, mapping: Mapping) -> None:
        self._mapping = mapping
        self._places = {column.name: column.positions for column in recognised.columns}
        self._filled = {column.name for column in recognised.columns if column.filled}
        self._splits = recognised.source != "jira"  # Jira repeats the column instead
        self._lists: dict[str, tuple[str, ...]] = {}
        firsts, spares = [], []
        for slot, target in enumerate(SINGLE):
            positions = self._team() if target == "team" else self._of(target)
            firsts.append(positions[0] if positions else -1)
            if len(positions) > 1:
                spares.append((slot, positions[1:]))
        self._pick: Callable[[list[str]], tuple[str, ...]] = itemgetter(*firsts)
        self._spares = tuple(spares)
        self._labels, self._sprints, self._releases = map(self._of, ("labels", "sprint", "release"))
        self._links = tuple(
            (place, *link_type(name))
            for name in mapping.fields.get("link", ())
            for place in self._places.get(name, ())
        )
        self._link_places = tuple(place for place, _, _ in self._links)

    def single(self, cells: list[str]) -> tuple[str, ...]:
        """The values of `SINGLE`; where several columns may give one, the first that has a value."""
        picked = self._pick(cells)
        values: list[str] | None = None
        for slot, places in self._spares:
            if picked[slot]:
                continue
            for place in places:
                if cells[place]:
                    values = values or list(picked)
                    values[slot] = cells[place]
                    break
        return tuple(values) if values else picked

    def labels(self, cells: list[str]) -> tuple[str, ...]:
        return self._many(cells, self._labels) if self._labels else ()

    def sprints(self, cells: list[str]) -> tuple[str, ...]:
        return self._many(cells, self._sprints) if self._sprints else ()

    def releases(self, cells: list[str]) -> tuple[str, ...]:
        return self._many(cells, self._releases) if self._releases else ()

    def links(self, cells: list[str]) -> tuple[Link, ...]:
        if not any(map(cells.__getitem__, self._link_places)):
            return ()
        return tuple(
            link
            for place, word, outward in self._links
            if cells[place]
            for link in links_in(cells[place], word, outward)
        )

    def column_of(self, target: str, value: str, cells: list[str]) -> str:
        """The column of a target that holds this value in this row."""
        names = self._mapping.fields.get(target, (target,))
        holds = (name for name in names if any(cells[place] == value for place in self._places.get(name, ())))
        return next(holds, names[0])

    def _many(self, cells: list[str], places: tuple[int, ...]) -> tuple[str, ...]:
        if len(places) == 1:
            text = cells[places[0]]
            if not text:
                return ()
            return self._lists[text] if text in self._lists else self._parted(text)
        found = [cells[place] for place in places]
        return tuple(dict.fromkeys(filter(None, MANY_MARK.join(found).split(MANY_MARK)))) if any(found) else ()

    def _parted(self, text: str) -> tuple[str, ...]:
        """The values of a cell that holds several: behind our mark, else behind commas where the tool writes so."""
        if MANY_MARK in text:
            parts = text.split(MANY_MARK)
        else:
            parts = _COMMAS.split(text) if self._splits else [text]
        parted = tuple(dict.fromkeys(part for part in map(str.strip, parts) if part))
        if len(self._lists) < _MEMO:
            self._lists[text] = parted
        return parted

    def _of(self, target: str) -> tuple[int, ...]:
        names = self._mapping.fields.get(target, ())
        return tuple(place for name in names for place in self._places.get(name, ()))

    def _team(self) -> tuple[int, ...]:
        chosen = self._mapping.team_from
        if chosen in (*_TEAM_TARGETS, "assignee"):
            return self._of(chosen)
        if chosen:
            return self._places.get(chosen, ())
        return next(filter(None, map(self._filled_of, _TEAM_TARGETS)), ())

    def _filled_of(self, target: str) -> tuple[int, ...]:
        names = self._mapping.fields.get(target, ())
        return tuple(place for name in names if name in self._filled for place in self._places[name])
