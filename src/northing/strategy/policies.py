"""Who may do what with the strategy. What somebody may see is each model's `visible_to`."""

from northing.organisation.models import Member, Role
from northing.strategy.models import KeyResult, Level, Objective


def may_shape(actor: Member) -> bool:
    """Vision, pillars and cycles are set by those who run the place."""
    return actor.runs_the_place


def may_add_objective(actor: Member) -> bool:
    return actor.runs_the_place or actor.role == Role.MANAGER


def may_set_at(actor: Member, level: str) -> bool:
    """Product managers set objectives below the lines; the wider ones are the heads'."""
    return actor.runs_the_place or (
        actor.role == Role.MANAGER and level in {Level.PRODUCT, Level.TEAM, Level.MEMBER}
    )


def may_change_objective(actor: Member, objective: Objective) -> bool:
    """Heads all; its owner, unless a viewer."""
    return actor.runs_the_place or (actor.role != Role.VIEWER and objective.owner_id == actor.pk)


def may_check_in(actor: Member, key_result: KeyResult) -> bool:
    """Whoever answers for it; heads for anybody."""
    if actor.runs_the_place:
        return True
    own = key_result.owner_id or key_result.objective.owner_id
    return actor.role != Role.VIEWER and actor.pk in {own, key_result.objective.owner_id}


def may_share(actor: Member) -> bool:
    """What leaves the building is sent by those who answer for it."""
    return actor.runs_the_place or actor.role == Role.MANAGER
