"""Who may do what in insight. What somebody may see is each model's `visible_to`."""

from northing.organisation.models import Member, Role


def may_triage(actor: Member) -> bool:
    """Everybody who works here listens: add, highlight, link, answer, set aside."""
    return actor.role != Role.VIEWER


def may_curate(actor: Member) -> bool:
    """Customers and their revenue, segments, opportunities' states, merges, surveys, answers in the portal."""
    return actor.runs_the_place or actor.role == Role.MANAGER


def may_set_rules(actor: Member) -> bool:
    """What acts on everybody's behalf: reply rules, exchange rates, the ways in, the portal."""
    return actor.runs_the_place


def may_let_act_alone(actor: Member) -> bool:
    """What the classifier says without asking anybody is the owner's to answer for."""
    return actor.role == Role.OWNER


def may_erase(actor: Member) -> bool:
    """A person's data is handed out or erased by those who answer for the place."""
    return actor.runs_the_place
