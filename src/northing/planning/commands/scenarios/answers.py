"""Drafting the answers to those who asked for what is not done now."""

from northing.insight.commands.replies import save_draft
from northing.insight.models import Reply
from northing.organisation.models import Member
from northing.planning.models import PlanDecision
from northing.planning.queries.scenarios.answers import answers
from northing.planning.queries.scenarios.decisions import declined


def draft_answers(*, actor: Member, decision: PlanDecision) -> int:
    """A draft in the inbox for each piece that waits; what somebody has begun to write stays. Sends nothing."""
    wanted = answers(actor, declined(decision))
    begun = set(
        Reply.objects.filter(
            feedback__in=[answer.piece for answer in wanted], written_by=actor, sent_at=None
        ).values_list("feedback_id", flat=True)
    )
    fresh = [answer for answer in wanted if answer.piece.pk not in begun]
    for answer in fresh:
        save_draft(actor=actor, feedback=answer.piece, text=answer.text)
    return len(fresh)
