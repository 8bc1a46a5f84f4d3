"""What becomes of a piece in the inbox besides linking it."""

from collections.abc import Sequence
from itertools import islice, product

from northing.insight import policies
from northing.insight.commands.feedback import VIEWERS_READ, settle_state
from northing.insight.commands.highlights import highlight
from northing.insight.commands.opportunities import create_opportunity
from northing.insight.commands.rows import locked_feedback
from northing.insight.models import Feedback, FeedbackState, Highlight, Importance, KeptApart
from northing.kernel import clock
from northing.kernel.errors import NotAllowed, Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member

MOST_PAIRS = 20_000  # of two groups that were one: 140 pieces on either side


def name_problem(
    *,
    actor: Member,
    feedback: Feedback,
    name: str,
    span: tuple[int, int] | None = None,
    importance: int = Importance.WANTED,
) -> Highlight:
    """A new opportunity out of this piece, about its product, and linked to it."""
    with recorded(actor=actor, command="insight.name_problem"):
        piece = held(actor, feedback)
        problem = create_opportunity(actor=actor, name=name, product=piece.product)
        return highlight(actor=actor, feedback=piece, opportunity=problem, span=span, importance=importance)


def bring_back(*, actor: Member, feedback: Feedback) -> Feedback:
    """A piece that was set aside or sleeps is to be decided on again."""
    with recorded(actor=actor, command="insight.bring_back"):
        piece = held(actor, feedback)
        piece.snoozed_until, piece.why_set_aside, piece.state = None, "", FeedbackState.NEW
        piece.save(update_fields=["snoozed_until", "why_set_aside", "state"])
        settle_state(piece)
    return piece


def mark_answered(*, actor: Member, feedback: Feedback) -> Feedback:
    """Somebody answered elsewhere: by phone, in another tool."""
    with recorded(actor=actor, command="insight.mark_answered"):
        piece = held(actor, feedback)
        answered(piece)
    return piece


def answered(piece: Feedback) -> None:
    """The promise is kept with the first answer, whenever others follow."""
    piece.answered_at = piece.answered_at or clock.now()
    piece.snoozed_until = None
    if piece.state == FeedbackState.SET_ASIDE:
        piece.state, piece.why_set_aside = FeedbackState.NEW, ""
    piece.save(update_fields=["answered_at", "snoozed_until", "state", "why_set_aside"])
    settle_state(piece)


def keep_apart(*, actor: Member, feedback: Feedback, other: Feedback) -> None:
    """They look alike and are not: neither is offered for the other again."""
    if feedback.pk == other.pk:
        raise Refused("A piece cannot be kept apart from itself.")
    with recorded(actor=actor, command="insight.keep_apart"):
        keep_each_apart(actor, [held(actor, feedback)], [held(actor, other)])


def keep_each_apart(actor: Member, these: Sequence[Feedback], those: Sequence[Feedback]) -> None:
    """Each of these from each of those, all held; of more than `MOST_PAIRS` the first."""
    now, pairs = clock.now(), islice(product(these, those), MOST_PAIRS)
    KeptApart.objects.bulk_create(
        (
            KeptApart(feedback=first, other=second, made_by=actor, made_at=now)
            for first, second in (sorted(pair, key=lambda piece: piece.pk) for pair in pairs)
        ),
        ignore_conflicts=True,
        batch_size=2000,
    )


def held(actor: Member, feedback: Feedback) -> Feedback:
    """The piece, locked, for somebody who may decide on it."""
    piece = locked_feedback(actor, feedback)
    if not policies.may_triage(actor):
        raise NotAllowed(VIEWERS_READ)
    return piece
