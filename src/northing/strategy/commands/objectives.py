"""Setting objectives, linking them, dropping them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Max

from northing.kernel import clock
from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.kernel.rows import change, check, only_known
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.organisation.restoring import value_of
from northing.strategy import policies
from northing.strategy.commands.rows import locked_objective, require_open
from northing.strategy.models import Contribution, Cycle, Level, Objective

WHOSE = frozenset({"line", "product", "team", "member"})
OF_AN_OBJECTIVE = WHOSE | {
    "name", "why", "owner", "pillar", "level", "ambition", "weight", "goes_on_from",
}  # fmt: skip
OWNERS = "An objective is changed by its owner and by heads of product."


def add_objective(
    *, actor: Member, cycle: Cycle, name: str, contributes_to: Iterable[Objective] = (), **fields: Any
) -> Objective:
    """The next number of the cycle; whoever sets it owns it when nobody is named."""
    only_known(fields, OF_AN_OBJECTIVE)
    with recorded(actor=actor, command="strategy.add_objective"):
        cycle = Cycle.objects.select_for_update().get(pk=cycle.pk)
        level = fields.get("level", Level.ORGANISATION)
        _may_set_at(actor, level)
        if cycle.is_closed:
            raise Refused("The cycle is closed: set it in one that runs.")
        last = Objective.objects.filter(cycle=cycle).aggregate(last=Max("number"))["last"] or 0
        objective = Objective(
            cycle=cycle, number=last + 1, name=name.strip(), created_at=clock.now(), **{"owner": actor} | fields
        )
        _require_whose(objective)
        _require_earlier(actor, objective.cycle, fields.get("goes_on_from"))
        check(objective)
        objective.save(force_insert=True)
        _contribute(actor, objective, contributes_to)
    return objective


def change_objective(
    *,
    actor: Member,
    objective: Objective,
    contributes_to: Iterable[Objective] | None = None,
    reason: str = "",
    **changes: Any,
) -> Objective:
    """Change the named fields; `contributes_to` replaces what it contributes to."""
    only_known(changes, OF_AN_OBJECTIVE)
    with recorded(actor=actor, command="strategy.change_objective", reason=reason):
        objective = _mine(actor, objective)
        require_open(objective)
        if changes.get("level", objective.level) != objective.level:
            _may_set_at(actor, changes["level"])
            changes = dict.fromkeys(WHOSE) | changes
        for field, value in changes.items():
            setattr(objective, field, value)
        _require_whose(objective)
        _require_earlier(actor, objective.cycle, changes.get("goes_on_from"))
        change(objective, changes, OF_AN_OBJECTIVE)
        if contributes_to is not None:
            _contribute(actor, objective, contributes_to)
    return objective


def restore_objective_field(
    *, actor: Member, row: Objective, field: str, value: Any, reason: str = ""
) -> Objective:
    """One field, as history brings it back; for a relation the value is the other row's id."""
    said = {field: value_of(Objective, field, value)}
    return change_objective(actor=actor, objective=row, reason=reason, **said)


def drop_objective(*, actor: Member, objective: Objective, reason: str) -> Objective:
    """It leaves the map and is kept with the reason."""
    if not reason.strip():
        raise Refused(reason="Say why: those who work for it will want to know.")
    with recorded(actor=actor, command="strategy.drop_objective", reason=reason):
        objective = _mine(actor, objective)
        require_open(objective)
        objective.dropped_at, objective.dropped_because = clock.now(), reason.strip()
        objective.save(update_fields=["dropped_at", "dropped_because"])
    return objective


def take_up_objective(*, actor: Member, objective: Objective) -> Objective:
    with recorded(actor=actor, command="strategy.take_up_objective"):
        objective = _mine(actor, objective)
        objective.dropped_at, objective.dropped_because = None, ""
        objective.save(update_fields=["dropped_at", "dropped_because"])
    return objective


def _contribute(actor: Member, objective: Objective, to: Iterable[Objective]) -> None:
    wanted = {other.pk for other in to}
    seen = Objective.objects.visible_to(actor).filter(pk__in=wanted)
    above = {row.pk: row for row in seen}
    if wanted - above.keys():
        raise NotVisible
    if any(row.cycle_id != objective.cycle_id for row in above.values()):
        raise Refused(contributes_to="Choose objectives of the same cycle.")
    if objective.pk in wanted or wanted & _below(objective):
        raise Refused(contributes_to="It would contribute to itself by way of the others.")
    kept = Contribution.objects.filter(objective=objective)
    kept.exclude(to__in=wanted).delete()
    there = set(kept.values_list("to", flat=True))
    Contribution.objects.bulk_create(
        [Contribution(objective=objective, to_id=other) for other in sorted(wanted - there)]
    )


def _below(objective: Objective) -> set[int]:
    """Everything that contributes to it, by however many steps: read as a whole, since a cycle has few."""
    links = Contribution.objects.filter(to__cycle=objective.cycle_id).values_list("objective", "to")
    found: set[int] = set()
    edge = {objective.pk}
    while edge:
        edge = {lower for lower, upper in links if upper in edge} - found
        found |= edge
    return found


def _require_whose(objective: Objective) -> None:
    for field in WHOSE:
        if field != objective.level:
            setattr(objective, field, None)
    if objective.level != Level.ORGANISATION and objective.of is None:
        raise Refused(**{objective.level: f"Choose the {objective.get_level_display().lower()}."})


def _require_earlier(actor: Member, cycle: Cycle, before: Objective | None) -> None:
    """What goes on was begun in an earlier cycle, so nothing goes on from itself by way of others."""
    if before is None:
        return
    if not Objective.objects.visible_to(actor).filter(pk=before.pk).exists():
        raise NotVisible
    if before.cycle.starts_on >= cycle.starts_on:
        raise Refused(goes_on_from=f"Choose an objective of a cycle that began before {cycle.name}.")


def _may_set_at(actor: Member, level: str) -> None:
    if not policies.may_add_objective(actor):
        raise NotAllowed("Objectives are set by product managers and heads of product.")
    if not policies.may_set_at(actor, level):
        raise NotAllowed("Objectives of the organisation and of product lines are set by heads of product.")


def _mine(actor: Member, objective: Objective) -> Objective:
    found = locked_objective(actor, objective)
    if not policies.may_change_objective(actor, found):
        raise NotAllowed(OWNERS)
    return found
