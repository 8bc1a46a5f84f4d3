"""Who may see what somebody carries, and who sets what counts."""

from northing.organisation.models import Member


def may_set_weights(actor: Member) -> bool:
    return actor.runs_the_place
