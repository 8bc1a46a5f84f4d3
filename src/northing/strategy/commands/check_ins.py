"""Checking in: where it stands, how sure one is, what moved it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from northing.kernel import clock
from northing.kernel.errors import NotAllowed
from northing.kernel.rows import check
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.strategy import policies
from northing.strategy.commands.rows import locked_key_result, require_open
from northing.strategy.models import CheckIn, KeyResult


@dataclass(frozen=True, slots=True)
class Said:
    """Of one key result: where it stands, how sure one is (0 to 1), and a sentence."""

    key_result: KeyResult
    value: Decimal
    confidence: float
    sentence: str
    chance: float | None = None
    """What the forecast says of it today."""


def check_in(*, actor: Member, said: Sequence[Said]) -> list[CheckIn]:
    """All of them or none. A second one on the same day takes the place of the first."""
    with recorded(actor=actor, command="strategy.check_in"):
        return [_one(actor, each) for each in said]


def _one(actor: Member, said: Said) -> CheckIn:
    row = locked_key_result(actor, said.key_result)
    if not policies.may_check_in(actor, row):
        raise NotAllowed(f"{row.name} is checked by its owner and by heads of product.")
    require_open(row.objective)
    today = clock.today()
    found = CheckIn.objects.filter(key_result=row, said_on=today).first()
    check_in = found or CheckIn(key_result=row, said_on=today)
    check_in.value, check_in.confidence = said.value, said.confidence
    check_in.sentence, check_in.chance_then = said.sentence.strip(), said.chance
    check_in.said_by, check_in.said_at = actor, clock.now()
    check(check_in)
    check_in.save()
    return check_in
