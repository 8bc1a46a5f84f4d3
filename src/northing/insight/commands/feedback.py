"""Taking feedback in and keeping it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.urls import reverse

from northing.insight import policies
from northing.insight.commands.evidence import recount
from northing.insight.commands.promises import reply_by
from northing.insight.commands.rows import change, check, locked_feedback
from northing.insight.commands.similar import keep_feedback
from northing.insight.commands.suggestions import log_decision
from northing.insight.models import Feedback, FeedbackState, Sorted
from northing.kernel import clock
from northing.kernel.errors import NotAllowed, Refused
from northing.kernel.rows import only_known
from northing.organisation.commands import notify
from northing.organisation.history import recorded
from northing.organisation.models import Member

VIEWERS_READ = "Viewers read. Ask an owner or head for another role."
OF_A_PIECE = frozenset(
    {
        "title", "text", "source", "url", "customer", "contact", "product", "kind", "language", "stars",
        "received_at", "assignee", "reply_by",
    }
)  # fmt: skip

SAID = frozenset({"title", "text"})
ABOUT_A_PIECE = "insight.feedback"  # what a notice about one begins its cause with


def add_feedback(
    *, actor: Member | None, text: str, system: str = "", key: str = "", reason: str = "", **fields: Any
) -> Feedback:
    """One piece. With `system` and `key` the same piece again updates the one that is there.

    `actor` is None where nobody who works here acts: a door that is open to others took it in.
    """
    only_known(fields, OF_A_PIECE)
    if actor is not None and not policies.may_triage(actor):
        raise NotAllowed(VIEWERS_READ)
    with recorded(actor=actor, command="insight.add_feedback", reason=reason):
        if key:
            there = Feedback.objects.select_for_update().filter(system=system, key=key).first()
            if there is not None:
                change(there, {"text": text, **fields}, OF_A_PIECE)
                keep_feedback([there.pk])
                return there
        piece = Feedback(text=text.strip(), system=system, key=key, added_by=actor, **fields)
        piece.created_at = clock.now()
        piece.received_at = piece.received_at or piece.created_at
        if piece.contact and piece.customer is None:
            piece.customer = piece.contact.customer
        piece.reply_by = piece.reply_by or reply_by(piece.customer, piece.received_at)
        check(piece)
        piece.save(force_insert=True)
        keep_feedback([piece.pk])
    return piece


def change_feedback(
    *,
    actor: Member,
    feedback: Feedback,
    seen: Callable[[Feedback], None] | None = None,
    reason: str = "",
    **changes: Any,
) -> Feedback:
    """Change the named fields of one piece. `seen` gets the piece once it is held, and may refuse it."""
    with recorded(actor=actor, command="insight.change_feedback", reason=reason):
        piece = _mine_to_triage(actor, feedback)
        if seen is not None:
            seen(piece)
        change(piece, changes, OF_A_PIECE)
        if SAID & changes.keys():
            keep_feedback([piece.pk])
        if piece.assignee not in {None, actor} and "assignee" in changes:
            notify(
                [piece.assignee],
                cause=f"{ABOUT_A_PIECE}:{piece.pk}",
                text=f"{actor.name} gave you feedback: {piece.heading}",
                url=f"{reverse('insight:inbox')}?tab=all&piece={piece.pk}",
            )
        for field in Sorted.values:
            if field in changes:
                log_decision(actor, piece, field)
        if "customer" in changes and piece.answered_at is None and "reply_by" not in changes:
            piece.reply_by = reply_by(piece.customer, piece.received_at)
            piece.save(update_fields=["reply_by"])
        if "customer" in changes:
            recount(set(piece.highlights.values_list("opportunity", flat=True)))
    return piece


def assign(*, actor: Member, feedback: Feedback, assignee: Member | None) -> Feedback:
    """Hand a piece over to somebody, or to nobody."""
    return change_feedback(actor=actor, feedback=feedback, assignee=assignee)


def snooze(*, actor: Member, feedback: Feedback, until: datetime) -> Feedback:
    """Away from the inbox until then."""
    if until <= clock.now():
        raise Refused(until="Choose a time that is still to come.")
    with recorded(actor=actor, command="insight.snooze"):
        piece = _mine_to_triage(actor, feedback)
        piece.snoozed_until = until
        piece.save(update_fields=["snoozed_until"])
    return piece


def set_aside(*, actor: Member, feedback: Feedback, reason: str) -> Feedback:
    """Nothing will come of it, and here is why."""
    if not reason.strip():
        raise Refused(reason="Say why, in a few words: nothing is set aside without a reason.")
    with recorded(actor=actor, command="insight.set_aside", reason=reason):
        piece = _mine_to_triage(actor, feedback)
        piece.state, piece.why_set_aside = FeedbackState.SET_ASIDE, reason.strip()
        piece.save(update_fields=["state", "why_set_aside"])
    return piece


def settle_state(piece: Feedback) -> None:
    """New, linked or answered, by what it has; what was set aside stays so."""
    if piece.state == FeedbackState.SET_ASIDE:
        return
    if piece.answered_at is not None:
        state = FeedbackState.ANSWERED
    elif piece.highlights.exists():
        state = FeedbackState.LINKED
    else:
        state = FeedbackState.NEW
    if state != piece.state:
        piece.state = state
        piece.save(update_fields=["state"])


def _mine_to_triage(actor: Member, feedback: Feedback) -> Feedback:
    piece = locked_feedback(actor, feedback)
    if not policies.may_triage(actor):
        raise NotAllowed(VIEWERS_READ)
    return piece
