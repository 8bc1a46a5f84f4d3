"""What a look leaves to a person: where rows without a feature go, and who wins what changed on both sides."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from northing.exchange.mapping import THEIRS, Mapping
from northing.kernel.errors import Refused
from northing.ui.formatting import NOTHING, listed, short_day


@dataclass(frozen=True, slots=True)
class Lost:
    """Rows whose `parent` is nowhere, "" where they name none; `feature` is what was chosen for them."""

    parent: str
    rows: int
    example: str
    feature: str


@dataclass(frozen=True, slots=True)
class Clash:
    """One field of one row that changed here and in the file. `settled`: the file wins it everywhere."""

    key: str
    name: str
    field: str
    ours: str
    theirs: str
    takes_theirs: bool
    settled: bool

    @property
    def address(self) -> str:
        return f"{self.field} {self.key}"


@dataclass(frozen=True, slots=True)
class Side:
    """Who wins a field in all rows."""

    field: str
    theirs: bool


@dataclass(frozen=True, slots=True)
class Questions:
    lost: list[Lost]
    clashes: list[Clash]
    sides: list[Side]
    """One for each field that clashes."""


def questions_of(figures: dict[str, Any], mapping: Mapping) -> Questions:
    """From the figures of a look, as `planning.commands.merging` counted them."""
    clashes = [_clash(list(cells), mapping) for _, cells in groupby(figures["conflicts"], key=_which)]
    fields = dict.fromkeys(clash.field for clash in clashes)
    return Questions(
        [Lost(**one) for one in figures["lost"]],
        clashes,
        [Side(field, mapping.wins.get(field) == THEIRS) for field in fields],
    )


def with_features(mapping: Mapping, parents: Sequence[str], features: Sequence[str]) -> Mapping:
    """The mapping with these features for rows whose parents are nowhere; "" leaves them without one."""
    if len(parents) != len(features):
        raise Refused("Every parent needs an answer. Reload the page and try again.")
    said = dict(zip(parents, map(str.strip, features), strict=True))
    return replace(mapping, features={**mapping.features, **said})


def with_sides(
    mapping: Mapping, sides: Iterable[tuple[str, str]], shown: Iterable[str], chosen: Iterable[str]
) -> Mapping:
    """The mapping with who wins by field, and in single rows: `chosen` of `shown`, as `Clash.address` says."""
    theirs = {key: set(fields) for key, fields in mapping.theirs.items()}
    wins = set(chosen)
    for address in shown:
        field, _, key = address.partition(" ")
        (theirs.setdefault(key, set()).add if address in wins else theirs.setdefault(key, set()).discard)(field)
    rows = {key: tuple(sorted(fields)) for key, fields in theirs.items() if fields}
    return replace(mapping, wins={**mapping.wins, **dict(sides)}, theirs=rows)


def _which(cell: dict[str, Any]) -> tuple[str, str]:
    return cell["key"], cell["field"]


def _clash(cells: list[dict[str, Any]], mapping: Mapping) -> Clash:
    """One field may be several columns: low, likely and high of an estimate."""
    first = cells[0]
    ours, theirs = (listed([_shown(cell[side]) for cell in cells]) for side in ("ours", "theirs"))
    settled = mapping.wins.get(first["field"]) == THEIRS
    return Clash(first["key"], first["name"], first["field"], ours, theirs, first["takes_theirs"], settled)


def _shown(text: str | None) -> str:
    try:
        return short_day(date.fromisoformat((text or "")[:10]))
    except ValueError:
        return text or NOTHING
