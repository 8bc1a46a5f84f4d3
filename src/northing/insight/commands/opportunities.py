"""Naming a customer problem, and deciding what becomes of it."""

from collections.abc import Callable
from typing import Any

from northing.insight import policies
from northing.insight.commands.feedback import VIEWERS_READ
from northing.insight.commands.rows import change, check, locked_opportunity
from northing.insight.commands.similar import keep_opportunities
from northing.insight.models import Opportunity, OpportunityState, StateStep
from northing.kernel import clock
from northing.kernel.errors import NotAllowed, Refused
from northing.kernel.rows import only_known
from northing.organisation.commands import with_custom
from northing.organisation.history import recorded
from northing.organisation.models import FieldAbout, Member
from northing.organisation.restoring import value_of

OF_AN_OPPORTUNITY = frozenset(
    {
        "name",
        "statement",
        "product",
        "owner",
        "decide_by",
        "is_public",
        "public_name",
        "public_answer",
        "custom",
    }
)
NEEDS_REASON = frozenset({OpportunityState.PARKED, OpportunityState.DECLINED})


def create_opportunity(*, actor: Member, name: str, reason: str = "", **fields: Any) -> Opportunity:
    """Anybody who listens may name a problem; what becomes of it is for those who curate."""
    only_known(fields, OF_AN_OPPORTUNITY)
    if not policies.may_triage(actor):
        raise NotAllowed(VIEWERS_READ)
    with recorded(actor=actor, command="insight.create_opportunity", reason=reason):
        if "custom" in fields:
            fields["custom"] = with_custom(FieldAbout.OPPORTUNITY, {}, fields["custom"])
        problem = Opportunity(name=name.strip(), created_at=clock.now(), **fields)
        check(problem)
        problem.save(force_insert=True)
        keep_opportunities([problem.pk])
        _step(actor, problem, reason)
    return problem


def change_opportunity(
    *,
    actor: Member,
    opportunity: Opportunity,
    reason: str = "",
    seen: Callable[[Opportunity], None] = lambda _: None,
    **changes: Any,
) -> Opportunity:
    """Change the named fields of one opportunity; `custom` names values of the organisation's own, by slug.

    `seen` may refuse once the row is held, when it is not what the caller knew.
    """
    with recorded(actor=actor, command="insight.change_opportunity", reason=reason):
        problem = _mine_to_curate(actor, opportunity)
        seen(problem)
        if changes.get("is_public", problem.is_public) and not changes.get("public_name", problem.public_name):
            raise Refused(public_name="Give it the name that customers read.")
        if "custom" in changes:
            changes["custom"] = with_custom(FieldAbout.OPPORTUNITY, problem.custom, changes["custom"])
        change(problem, changes, OF_AN_OPPORTUNITY)
        if changes.keys() & {"name", "statement"}:
            keep_opportunities([problem.pk])
    return problem


def restore_opportunity_field(
    *, actor: Member, row: Opportunity, field: str, value: Any, reason: str = ""
) -> Opportunity:
    """One field, as history brings it back; for a relation the value is the other row's id."""
    before = {field: value_of(Opportunity, field, value)}
    return change_opportunity(actor=actor, opportunity=row, reason=reason, **before)


def decide(*, actor: Member, opportunity: Opportunity, state: str, reason: str = "") -> Opportunity:
    """Move it to another state. Parking and declining say why: those who asked will want to know."""
    if state in NEEDS_REASON and not reason.strip():
        raise Refused(reason="Say why: those who asked will want to know.")
    with recorded(actor=actor, command="insight.decide", reason=reason):
        problem = _mine_to_curate(actor, opportunity)
        if problem.state == state:
            return problem
        problem.state = state
        check(problem)
        problem.save(update_fields=["state"])
        _step(actor, problem, reason)
    return problem


def _step(actor: Member, problem: Opportunity, reason: str) -> None:
    StateStep.objects.create(
        opportunity=problem,
        state=problem.state,
        reason=reason.strip(),
        changed_at=clock.now(),
        changed_by=actor,
    )


def _mine_to_curate(actor: Member, opportunity: Opportunity) -> Opportunity:
    problem = locked_opportunity(actor, opportunity)
    if not policies.may_curate(actor):
        raise NotAllowed("Opportunities are decided by product managers and heads.")
    return problem
