"""Where key results stand: their value, what their owners say of them, and what the forecast says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from northing.metrics.queries.outlook import Outlook
from northing.strategy.models import CheckIn, KeyResult
from northing.strategy.queries.chances import PARTS
from northing.strategy.queries.readings import Reading, readings

Scores = tuple[tuple[float, float], ...]
"""Scores at the end with their probabilities."""
SHOWN = ("key_result", "value", "confidence", "sentence", "said_on", "said_at", "said_by__name")
APART = 15  # points between owner and forecast from which on the two should talk


@dataclass(frozen=True, slots=True)
class Standing:
    """`value` is None as long as nobody has said anything. `overdue`: days since the check-in was due."""

    key_result: KeyResult
    value: Decimal | None
    latest: CheckIn | None
    outlook: Outlook | None
    due_on: date
    overdue: int

    @property
    def score(self) -> float:
        return 0.0 if self.value is None else self.key_result.score(self.value)

    @property
    def confidence(self) -> float | None:
        return self.latest.confidence if self.latest else None

    @property
    def chance(self) -> float | None:
        """What the metric's forecast says of the target."""
        row = self.key_result
        return self.outlook.reaches(float(row.target), rising=row.rises) if self.outlook else None

    @property
    def as_said(self) -> Scores:
        """The score at the end if the owner is right: the target, or where it stands now."""
        sure = self.confidence or 0.0
        return ((1.0, sure), (self.score, 1 - sure))

    @property
    def as_likely(self) -> Scores:
        """The score at the end by the forecast; without one, what the owner says as long as that is fresh."""
        if self.outlook is None:
            return ((self.score, 1.0),) if self.overdue else self.as_said
        levels = ((part + 0.5) / PARTS for part in range(PARTS))
        return tuple((self.key_result.score(self.outlook.value_at(level)), 1 / PARTS) for level in levels)

    @property
    def believed(self) -> float | None:
        """The forecast's chance; without one what the owner says, as long as that is fresh."""
        if self.chance is not None:
            return self.chance
        return None if self.overdue else self.confidence

    @property
    def apart(self) -> bool:
        return are_apart(self.confidence, self.chance)


def are_apart(confidence: float | None, chance: float | None) -> bool:
    if confidence is None or chance is None:
        return False
    return abs(round(confidence * 100) - round(chance * 100)) >= APART


def standings(rows: Iterable[KeyResult], today: date) -> dict[int, Standing]:
    """By primary key, in a fixed number of queries; the rows bring their objective and its cycle."""
    found = list(rows)
    latest = latest_check_ins(row.pk for row in found)
    read = readings(found, today)
    return {row.pk: _standing(row, latest.get(row.pk), read.get(row.pk), today) for row in found}


def latest_check_ins(keys: Iterable[int]) -> dict[int, CheckIn]:
    said = CheckIn.objects.filter(key_result__in=list(keys)).select_related("said_by").only(*SHOWN)
    newest = said.order_by("key_result_id", "-said_on", "-id").distinct("key_result_id")
    return {check_in.key_result_id: check_in for check_in in newest}


def _standing(row: KeyResult, said: CheckIn | None, read: Reading | None, today: date) -> Standing:
    cycle = row.objective.cycle
    since = said.said_on if said else max(cycle.starts_on, row.created_at.date())
    due_on = since + timedelta(days=cycle.cadence)
    overdue = 0 if cycle.is_closed else max(0, (today - due_on).days)
    outlook = read.outlook if read and not cycle.is_closed else None
    return Standing(row, _value(row, said, read), said, outlook, due_on, overdue)


def _value(row: KeyResult, said: CheckIn | None, read: Reading | None) -> Decimal | None:
    """What was kept when the cycle was closed; else what the metric says; else what was typed in last."""
    if row.closed_value is not None:
        return row.closed_value
    if read is not None and read.value is not None:
        return read.value
    return said.value if said else None
