"""The columns of a file as a person looks them over: samples, where each goes, why, and the answers offered."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from northing.exchange.mapping import KINDS, Mapping
from northing.exchange.matching import Match, placed, standing
from northing.exchange.readers.recognised import Column, Recognised
from northing.exchange.readers.records import STATES
from northing.exchange.readers.vocabulary import DATES, TARGETS
from northing.exchange.sizes import OUT, RANGES, start
from northing.ui.formatting import with_unit

STATE_NAMES = dict(zip(STATES, ("Idea", "Planned", "Building", "Shipped", "Dropped"), strict=True))
KIND_NAMES = dict(zip(KINDS, ("Feature", "Item", "Leave out"), strict=True))
LEFT_SIZE = (OUT, "stays out")
_SAMPLES = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the answers under a question, and the mapping that it makes."""

    number: int
    label: str
    note: str
    mapping: Mapping
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class Placement:
    """One value of a column of states, kinds or sizes, and where it goes; `place` "" when nobody knows."""

    value: str
    count: int
    place: str


@dataclass(frozen=True, slots=True)
class ReviewedColumn:
    name: str
    filled: float
    samples: tuple[str, ...]
    match: Match
    answers: tuple[Answer, ...]
    placements: tuple[Placement, ...]

    @property
    def places(self) -> list[tuple[str, str]]:
        if self.match.target == "estimate":
            own = (placement.place for placement in self.placements if placement.place not in {"", OUT})
            return [*((weeks, with_unit(weeks, "wk")) for weeks in dict.fromkeys((*RANGES, *own))), LEFT_SIZE]
        names = STATE_NAMES if self.match.target == "status" else KIND_NAMES
        return list(names.items())

    @property
    def is_unplaced(self) -> bool:
        return any(not placement.place for placement in self.placements)


def review(recognised: Recognised, mapping: Mapping) -> list[ReviewedColumn]:
    """What is unsure first, then what is matched, then what stays out; empty columns last."""
    found = [
        _reviewed(column, match, mapping)
        for column, match in zip(recognised.columns, standing(recognised, mapping), strict=True)
    ]
    return sorted(found, key=lambda one: (one.match.sure, not one.match.target, not one.filled))


def with_places(mapping: Mapping, target: str, values: Sequence[str], places: Sequence[str]) -> Mapping:
    """The mapping with these values of the column of states, kinds or sizes put where a person wants them."""
    said = {value: place for value, place in zip(values, places, strict=True) if place}
    if target == "estimate":
        return replace(mapping, sizes=mapping.sizes | said)
    if target == "kind":
        return replace(mapping, kinds=mapping.kinds | said)
    return replace(mapping, states=mapping.states | said)


def _reviewed(column: Column, match: Match, mapping: Mapping) -> ReviewedColumn:
    return ReviewedColumn(
        name=column.name,
        filled=column.filled,
        samples=column.samples[:_SAMPLES],
        match=match,
        answers=() if match.sure else tuple(_answers(column, match, mapping)),
        placements=tuple(Placement(*one) for one in placed(column, mapping)),
    )


def _answers(column: Column, match: Match, mapping: Mapping) -> list[Answer]:
    kept = mapping.with_column(column.name, match.target)
    leave = mapping.with_column(column.name, "")
    if match.target in DATES and column.dates and column.dates.ambiguous:
        by_day = replace(mapping, orders=mapping.orders | {column.name: "dmy"})
        by_month = replace(mapping, orders=mapping.orders | {column.name: "mdy"})
        day_first = column.dates.order == "dmy"
        return [
            Answer(1, "Day first", "3/4 is 3 April", by_day, proposed=day_first),
            Answer(2, "Month first", "3/4 is 4 March", by_month, proposed=not day_first),
            Answer(3, "Leave out", "", leave),
        ]
    if match.target == "status":
        return [Answer(1, "Take the unknown as planned", "until you place them", kept, proposed=True)]
    if match.target == "estimate":
        return _size_answers(column, mapping, kept, leave)
    return [
        Answer(1, TARGETS[match.target], "", kept, proposed=True),
        Answer(2, "Leave out", "can be matched later", leave),
    ]


def _size_answers(column: Column, mapping: Mapping, kept: Mapping, leave: Mapping) -> list[Answer]:
    known = start(value for value in column.values if value not in mapping.sizes)
    if not known:
        return [
            Answer(1, "Leave out", "forecasts count items", leave, proposed=True),
            Answer(2, "Estimate range", "only ranges such as 3–5 come across", kept),
        ]
    weeks = ", ".join(f"{value} {range_}" for value, range_ in known.items())
    return [
        Answer(
            1,
            "Take these ranges",
            with_unit(weeks, "wk"),
            replace(kept, sizes=known | mapping.sizes),
            proposed=True,
        ),
        Answer(2, "Leave out", "forecasts count items", leave),
    ]
