"""Where key results stand: their value, what their owners say of them, and what the forecast says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from northing.strategy.models import CheckIn, KeyResult

APART = 15  # points between owner and forecast from which on the two should talk


@dataclass(frozen=True, slots=True)
class Standing:
    """`value` is None as long as nobody has said anything. `overdue`: days since the check-in was due."""

    key_result: KeyResult
    value: Decimal | None
    latest: CheckIn | None
    chance: float | None
    due_on: date
    overdue: int

    @property
    def score(self) -> float:
        return 0.0 if self.value is None else self.key_result.score(self.value)

    @property
    def confidence(self) -> float | None:
        return self.latest.confidence if self.latest else None

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
    return {row.pk: _standing(row, latest, today) for row in found}


def latest_check_ins(keys: Iterable[int]) -> dict[int, CheckIn]:
    said = CheckIn.objects.filter(key_result__in=list(keys)).select_related("said_by")
    newest = said.order_by("key_result_id", "-said_on", "-id").distinct("key_result_id")
    return {check_in.key_result_id: check_in for check_in in newest}


def _standing(row: KeyResult, latest: Mapping[int, CheckIn], today: date) -> Standing:
    said = latest.get(row.pk)
    cycle = row.objective.cycle
    since = said.said_on if said else max(cycle.starts_on, row.created_at.date())
    due_on = since + timedelta(days=cycle.cadence)
    value = row.closed_value if row.closed_value is not None else said.value if said else None
    overdue = 0 if cycle.is_closed else max(0, (today - due_on).days)
    return Standing(row, value, said, None, due_on, overdue)
