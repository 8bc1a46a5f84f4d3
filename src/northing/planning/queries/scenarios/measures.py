"""What was worked out of a scenario, as it is kept: plain numbers and the keys of what they are about."""

from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class FeatureSaid:
    """Dates in the scenario's futures; `chance` of the promised day, which may be another one there."""

    id: int
    start: date | None = None
    p50: date | None = None
    p85: date | None = None
    due_on: date | None = None
    chance: float | None = None


@dataclass(frozen=True, slots=True)
class Fit:
    """The chance that everything chosen up to a quarter is done by its end."""

    period: int
    features: int
    chance: float


@dataclass(frozen=True, slots=True)
class ObjectiveSaid:
    """Of the features built for it, the share expected to be done by its end (what is out is not done), and the
    chance that all of them are."""

    id: int
    features: int
    done: float
    chance: float | None = None


@dataclass(frozen=True, slots=True)
class Asking:
    """Revenue of customers who get something that they ask for by the day: the middle and the 80 % range.

    `better`: the share of futures in which it is more than with the plan; None of the plan itself.
    """

    by: date
    low: float
    middle: float
    high: float
    better: float | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Customers who ask for what comes in a later quarter than in the plan; `until` is None when it is out."""

    customers: tuple[int, ...] = ()
    revenue: float = 0.0
    until: date | None = None
    renewing: tuple[int, ...] = ()
    """Those who renew before it comes."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Likely person-weeks of what is chosen for a quarter, and how many there are."""

    period: int
    weeks: float
    of: float


@dataclass(frozen=True, slots=True)
class Measures:
    fits: tuple[Fit, ...] = ()
    features: tuple[FeatureSaid, ...] = ()
    objectives: tuple[ObjectiveSaid, ...] = ()
    asking: Asking | None = None
    waiting: Waiting = field(default_factory=Waiting)
    costs: tuple[Cost, ...] = ()

    def kept(self) -> dict[str, Any]:
        """As JSON takes it."""
        written: dict[str, Any] = _plain(asdict(self))
        return written

    @classmethod
    def read(cls, said: dict[str, Any]) -> Self:
        """What `kept` wrote."""
        return cls(
            fits=tuple(Fit(**row) for row in said.get("fits", ())),
            features=tuple(FeatureSaid(**_dated(FeatureSaid, row)) for row in said.get("features", ())),
            objectives=tuple(ObjectiveSaid(**row) for row in said.get("objectives", ())),
            asking=Asking(**_dated(Asking, said["asking"])) if said.get("asking") else None,
            waiting=_waiting(said.get("waiting", {})),
            costs=tuple(Cost(**row) for row in said.get("costs", ())),
        )


def _waiting(row: dict[str, Any]) -> Waiting:
    dated = _dated(Waiting, row)
    return Waiting(**dated | {name: tuple(row.get(name, ())) for name in ("customers", "renewing")})


def _dated(kind: type, row: dict[str, Any]) -> dict[str, Any]:
    days = {each.name for each in fields(kind) if each.type in {date, date | None}}
    return {name: date.fromisoformat(value) if name in days and value else value for name, value in row.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value
