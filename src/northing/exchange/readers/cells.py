"""Which cells of a row hold what. Worked out once a file, so that a row costs one look-up."""

import re
from collections.abc import Callable
from operator import itemgetter

from northing.exchange.mapping import Mapping
from northing.exchange.readers.links import link_type, links_in
from northing.exchange.readers.recognised import Recognised
from northing.exchange.readers.records import MANY_MARK, Link
from northing.exchange.readers.vocabulary import RELEASE_DATES

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
    *RELEASE_DATES,
]
"""The targets that `Cells.single` answers, in its order."""
_TEAM_TARGETS = ("team", "component", "product")
_COMMAS = re.compile(r"[,;\n]")
_MEMO = 50_000
Pick = Callable[[list[str]], "tuple[str, ...] | str"]


class Cells:
    """The cells of one file's rows. Rows must be as wide as the header and one empty cell more."""

    def __init__(self, recognised: Recognised, mapping: Mapping) -> None:
        self._mapping = mapping
        self._places = {column.name: column.positions for column in recognised.columns}
        self._filled = {column.name for column in recognised.columns if column.filled}
        self._splits = recognised.source != "jira"  # Jira repeats the column instead
        self._lists: dict[tuple[str, ...] | str, tuple[str, ...]] = {}
        firsts, spares = [], []
        for slot, target in enumerate(SINGLE):
            positions = self._team() if target == "team" else self._of(target)
            firsts.append(positions[0] if positions else -1)
            if len(positions) > 1:
                spares.append((slot, positions[1:]))
        self._pick: Callable[[list[str]], tuple[str, ...]] = itemgetter(*firsts)
        self._spares = tuple(spares)
        self._labels, self._sprints, self._releases = (
            _picker(self._of(target)) for target in ("labels", "sprint", "release")
        )
        self._links = tuple(
            (place, *link_type(name))
            for name in mapping.fields.get("link", ())
            for place in self._places.get(name, ())
        )
        self._linked = _picker(tuple(place for place, _, _ in self._links))

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
        return self._many(self._labels, cells)

    def sprints(self, cells: list[str]) -> tuple[str, ...]:
        return self._many(self._sprints, cells)

    def releases(self, cells: list[str]) -> tuple[str, ...]:
        return self._many(self._releases, cells)

    def links(self, cells: list[str]) -> tuple[Link, ...]:
        if not any(self._linked(cells)):
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

    def _many(self, pick: Pick, cells: list[str]) -> tuple[str, ...]:
        found = pick(cells)
        try:
            return self._lists[found]
        except KeyError:
            return self._parted(found)

    def _parted(self, found: tuple[str, ...] | str) -> tuple[str, ...]:
        """The values of several cells, or of one that holds several: behind our mark, else behind commas."""
        text = found if isinstance(found, str) else MANY_MARK.join(found)
        alone = isinstance(found, str) and self._splits and MANY_MARK not in text
        parts = _COMMAS.split(text) if alone else text.split(MANY_MARK)
        parted = tuple(dict.fromkeys(part for part in map(str.strip, parts) if part))
        if len(self._lists) < _MEMO:
            self._lists[found] = parted
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


def _picker(places: tuple[int, ...]) -> Pick:
    """Takes these cells from a row: one as it is, several as a tuple, the empty last one for none."""
    return itemgetter(*places or (-1,))
