"""Which column of a file goes where: proposed by `matching.match`, corrected by a person, kept by name."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, cast
from zoneinfo import ZoneInfo

from northing.exchange.customers import columns as customers
from northing.exchange.feedback import vocabulary as feedback
from northing.exchange.readers.dates import Order
from northing.exchange.readers.records import STATES
from northing.exchange.readers.vocabulary import TARGETS
from northing.exchange.sizes import OUT, RANGE
from northing.kernel.errors import Refused
from northing.planning.commands.merging import WORDS

VERSION = 1
KINDS = ("feature", "item", "skip")
THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Mapping:
    """What to read from a file. `fields` names, for each target, its columns in order of trust."""

    fields: dict[str, tuple[str, ...]]
    states: dict[str, str] = field(default_factory=dict)
    """Status as written -> one of our states; what is not here goes by the rules of `readers.states`."""
    kinds: dict[str, str] = field(default_factory=dict)
    """Kind as written -> "feature", "item" or "skip"."""
    team_from: str = ""
    """"team", "component", "assignee", "product" or the name of any column; "" takes the first of team,
    component and product that the file has."""
    orders: dict[str, Order] = field(default_factory=dict)
    """Column of dates -> day or month first, where a person has said so."""
    zone: str = "UTC"
    """Where the clock hangs that wrote times without a zone."""
    swap_dates: bool = False
    """Take created and finished the other way round where they are in the wrong order."""
    left_out: tuple[str, ...] = ()
    """Columns that a person has left out, so that they are not proposed again."""
    settled: tuple[str, ...] = ()
    """Columns whose place a person has chosen or confirmed: they raise no more questions."""
    sizes: dict[str, str] = field(default_factory=dict)
    """Size as written, such as "M" -> person-weeks such as "2–6", or "out"."""
    features: dict[str, str] = field(default_factory=dict)
    """Parent as written that is nowhere, "" where none is named -> the key or name of the feature to take."""
    wins: dict[str, str] = field(default_factory=dict)
    """Field that changed here and in the file -> "theirs" where the file wins; else ours stays."""
    theirs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Key -> fields in which the file wins in this row. For one file: not kept for the next."""
    closed_before: str = ""
    """Rows that were closed before this day, as in "2024-01-31", stay out."""

    def to_json(self) -> str:
        """Text that `from_json` reads back. Versioned, so that saved mappings outlive changes of ours."""
        return json.dumps(
            {
                "version": VERSION,
                "fields": {target: list(columns) for target, columns in self.fields.items()},
                "states": self.states,
                "kinds": self.kinds,
                "sizes": self.sizes,
                "features": self.features,
                "wins": self.wins,
                "theirs": {key: list(words) for key, words in self.theirs.items()},
                "closed_before": self.closed_before,
                "team_from": self.team_from,
                "orders": self.orders,
                "zone": self.zone,
                "swap_dates": self.swap_dates,
                "left_out": list(self.left_out),
                "settled": list(self.settled),
            },
            ensure_ascii=False,
            indent=1,
        )

    @classmethod
    def from_json(cls, text: str) -> "Mapping":
        """Refused, saying what is wrong, when the text is no mapping of ours."""
        try:
            said = json.loads(text)
        except (ValueError, RecursionError):
            raise Refused(
                "The mapping is not JSON. Choose a file that was saved from the import page."
            ) from None
        if not isinstance(said, dict) or said.get("version") != VERSION:
            raise Refused(f'The mapping must be a JSON object with "version": {VERSION}.')
        mapping = cls(
            fields={target: tuple(names) for target, names in _checked(said, "fields", list).items()},
            states=_checked(said, "states", str),
            kinds=_checked(said, "kinds", str),
            sizes=_checked(said, "sizes", str),
            features=_checked(said, "features", str),
            wins=_checked(said, "wins", str),
            theirs={key: tuple(words) for key, words in _checked(said, "theirs", list).items()},
            closed_before=str(said.get("closed_before") or ""),
            team_from=str(said.get("team_from", "")),
            orders=cast("dict[str, Order]", _checked(said, "orders", str)),
            zone=str(said.get("zone", "UTC")),
            swap_dates=bool(said.get("swap_dates", False)),
            left_out=tuple(map(str, said.get("left_out") or ())),
            settled=tuple(map(str, said.get("settled") or ())),
        )
        mapping.check()
        return mapping

    def check(self) -> None:
        """Refused when a target, state, kind, size, field, order, day or zone is none that we know."""
        _known("field", self.fields, (*TARGETS, *feedback.TARGETS, *customers.TARGETS))
        _known("state", self.states.values(), STATES)
        _known("kind", self.kinds.values(), KINDS)
        for size, weeks in self.sizes.items():
            if weeks != OUT and not RANGE.match(weeks):
                raise Refused(f"The size “{size}” needs a range of weeks such as 2–6, not “{weeks}”.")
        _known("order of day and month", self.orders.values(), ("dmy", "mdy"))
        _known("field that can change on both sides", self.wins, WORDS)
        _known("side", self.wins.values(), (THEIRS, "ours"))
        for words in self.theirs.values():
            _known("field that can change on both sides", words, WORDS)
        _ = self.oldest
        try:
            ZoneInfo(self.zone)
        except (ValueError, OSError, KeyError):
            raise Refused(f"“{self.zone}” is no time zone. Write it as in “Europe/Berlin”.") from None

    @property
    def lasting(self) -> "Mapping":
        """What of it holds for the next file, too."""
        return replace(self, theirs={})

    @property
    def oldest(self) -> date | None:
        """Refused when it is no day."""
        try:
            return date.fromisoformat(self.closed_before) if self.closed_before else None
        except ValueError:
            raise Refused(f"“{self.closed_before}” is no day. Write it as in “2024-01-31”.") from None

    def with_column(self, column: str, target: str) -> "Mapping":
        """The same, with this one column going to `target`, or left out when it is ""."""
        fields = {
            name: tuple(other for other in columns if other != column) for name, columns in self.fields.items()
        }
        if target:
            fields[target] = (column, *fields.get(target, ()))
        left_out = tuple(name for name in self.left_out if name != column)
        return replace(
            self,
            fields={name: columns for name, columns in fields.items() if columns},
            left_out=left_out if target else (*left_out, column),
            settled=(*(name for name in self.settled if name != column), column),
        )

    def target_of(self, column: str) -> str:
        """Where this column goes; "" when it is left out."""
        return next((target for target, columns in self.fields.items() if column in columns), "")


def _checked(said: dict[str, Any], name: str, kind: type) -> dict[str, Any]:
    value = said.get(name) or {}
    entries = value.values() if isinstance(value, dict) else ()
    texts = (name for entry in entries for name in (entry if isinstance(entry, list) else ()))
    if not (isinstance(value, dict) and all(isinstance(entry, kind) for entry in entries)) or not all(
        isinstance(name, str) for name in texts
    ):
        raise Refused(f"“{name}” of the mapping must be an object of {'lists' if kind is list else 'texts'}.")
    return value


def _known(what: str, said: Iterable[str], known: Iterable[str]) -> None:
    allowed = tuple(known)
    for word in said:
        if word not in allowed:
            raise Refused(f"“{word}” is no {what}. Use one of: {', '.join(allowed)}.")
