"""Saying how one will see it, and moving targets without forgetting where they were."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Max

from northing.kernel import clock
from northing.kernel.errors import NotAllowed, Refused
from northing.kernel.rows import change, check, only_known
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.organisation.restoring import value_of
from northing.strategy import policies
from northing.strategy.commands.rows import locked_key_result, locked_objective, require_open
from northing.strategy.models import PLACES, KeyResult, Objective, TargetChange

OF_A_KEY_RESULT = frozenset({"name", "metric", "unit", "decimals", "owner", "weight"})
NEW = OF_A_KEY_RESULT | {"baseline", "target", "by"}
OWNERS = "Key results are set by the objective's owner and by heads of product."


def add_key_result(*, actor: Member, objective: Objective, name: str, **fields: Any) -> KeyResult:
    """Baseline and target are needed; it is due when the cycle ends unless a day is named.

    One that reads a metric has the metric's unit, and its name where none is given.
    """
    only_known(fields, NEW)
    if metric := fields.get("metric"):
        fields |= {"unit": metric.unit, "decimals": min(metric.decimals, PLACES)}
        name = name.strip() or metric.name
    with recorded(actor=actor, command="strategy.add_key_result"):
        objective = locked_objective(actor, objective)
        _may(actor, objective)
        require_open(objective)
        last = objective.key_results.aggregate(last=Max("number"))["last"] or 0
        by = fields.pop("by", None) or objective.cycle.ends_on
        row = KeyResult(
            objective=objective, number=last + 1, name=name.strip(), created_at=clock.now(), by=by, **fields
        )
        _require_way(row.baseline, row.target)
        check(row)
        row.save(force_insert=True)
    return row


def change_key_result(*, actor: Member, key_result: KeyResult, reason: str = "", **changes: Any) -> KeyResult:
    """All but baseline, target and day, which are moved by `change_target`."""
    with recorded(actor=actor, command="strategy.change_key_result", reason=reason):
        row = locked_key_result(actor, key_result)
        _may(actor, row.objective)
        require_open(row.objective)
        change(row, changes, OF_A_KEY_RESULT)
    return row


def restore_key_result_field(
    *, actor: Member, row: KeyResult, field: str, value: Any, reason: str = ""
) -> KeyResult:
    """One field, as history brings it back; for a relation the value is the other row's id."""
    said = {field: value_of(KeyResult, field, value)}
    return change_key_result(actor=actor, key_result=row, reason=reason, **said)


def change_target(
    *, actor: Member, key_result: KeyResult, target: Decimal, by: date, reason: str = ""
) -> KeyResult:
    """The old target is kept as a row. Making it nearer or due later is easing it, which needs a reason."""
    with recorded(actor=actor, command="strategy.change_target", reason=reason):
        row = locked_key_result(actor, key_result)
        _may(actor, row.objective)
        require_open(row.objective)
        if (row.target, row.by) == (target, by):
            return row
        _require_way(row.baseline, target)
        eased = row.eases(target, by)
        if eased and not reason.strip():
            raise Refused(reason="This eases the target. Say why; the old one stays on record.")
        TargetChange.objects.create(
            key_result=row,
            target_before=row.target,
            by_before=row.by,
            target=target,
            by=by,
            eased=eased,
            reason=reason.strip(),
            changed_at=clock.now(),
            changed_by=actor,
        )
        row.target, row.by = target, by
        check(row)
        row.save(update_fields=["target", "by"])
    return row


def drop_key_result(*, actor: Member, key_result: KeyResult, reason: str) -> KeyResult:
    """It no longer counts, and is kept with the reason."""
    if not reason.strip():
        raise Refused(reason="Say why: the objective is scored without it from now on.")
    with recorded(actor=actor, command="strategy.drop_key_result", reason=reason):
        row = locked_key_result(actor, key_result)
        _may(actor, row.objective)
        require_open(row.objective)
        row.dropped_at, row.dropped_because = clock.now(), reason.strip()
        row.save(update_fields=["dropped_at", "dropped_because"])
    return row


def _require_way(baseline: Decimal, target: Decimal) -> None:
    if baseline == target:
        raise Refused(target="The target is where it stands already.")


def _may(actor: Member, objective: Objective) -> None:
    if not policies.may_change_objective(actor, objective):
        raise NotAllowed(OWNERS)
