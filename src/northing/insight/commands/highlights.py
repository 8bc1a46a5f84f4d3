"""Linking what is said to the problem behind it."""

from northing.insight import policies
from northing.insight.commands.evidence import recount
from northing.insight.commands.feedback import VIEWERS_READ, settle_state
from northing.insight.commands.rows import check, locked_feedback, locked_opportunity
from northing.insight.models import Feedback, Highlight, Importance, Opportunity
from northing.kernel import clock
from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member


def highlight(
    *,
    actor: Member,
    feedback: Feedback,
    opportunity: Opportunity,
    span: tuple[int, int] | None = None,
    importance: int = Importance.WANTED,
) -> Highlight:
    """Link a span of the text, in characters, or the whole piece; the same again changes its importance."""
    with recorded(actor=actor, command="insight.highlight"):
        piece, problem = locked_feedback(actor, feedback), locked_opportunity(actor, opportunity)
        if not policies.may_triage(actor):
            raise NotAllowed(VIEWERS_READ)
        begins, ends = span or (None, None)
        if span and not 0 <= span[0] < span[1] <= len(piece.text):
            raise Refused(span=f"Characters {span[0]} to {span[1]} are not in a text of {len(piece.text)}.")
        same = Highlight.objects.filter(feedback=piece, opportunity=problem, begins=begins, ends=ends).first()
        mark = same or Highlight(feedback=piece, opportunity=problem, begins=begins, ends=ends)
        mark.importance = importance
        if same is None:
            mark.quote = piece.text[begins:ends] if span else ""
            mark.made_by, mark.made_at = actor, clock.now()
        check(mark)
        mark.save()
        settle_state(piece)
        recount([problem.pk])
    return mark


def unlink(*, actor: Member, mark: Highlight) -> None:
    """Take one highlight away; the piece is new again when that was its last."""
    with recorded(actor=actor, command="insight.unlink"):
        piece = locked_feedback(actor, mark.feedback)
        if not policies.may_triage(actor):
            raise NotAllowed(VIEWERS_READ)
        if not Highlight.objects.filter(pk=mark.pk, feedback=piece).exists():
            raise NotVisible
        of = mark.opportunity_id
        mark.delete()
        settle_state(piece)
        recount([of])


def unlink_all(*, actor: Member, feedback: Feedback, opportunity: Opportunity) -> None:
    """Take away every highlight of a piece that leads to one opportunity."""
    with recorded(actor=actor, command="insight.unlink_all"):
        for mark in Highlight.objects.filter(feedback=feedback, opportunity=opportunity):
            unlink(actor=actor, mark=mark)
