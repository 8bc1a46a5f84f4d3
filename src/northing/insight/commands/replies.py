"""Writing back: drafts, sending, and what goes out by mail."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from procrastinate.contrib.django import app

from northing.insight.commands.triage import answered, held
from northing.insight.models import Feedback, Reply
from northing.kernel import clock
from northing.kernel.errors import Refused
from northing.organisation import mail
from northing.organisation.history import recorded
from northing.organisation.models import Member

TASK = "northing.insight.tasks.deliver_reply"
HELD_BACK = timedelta(seconds=10)  # as long as the toast offers to undo it
LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Sent:
    """`to` is the address that it goes to by mail; "" when the text is copied by hand."""

    reply: Reply
    to: str


def save_draft(*, actor: Member, feedback: Feedback, text: str) -> Reply | None:
    """Keep what is being written, one draft a person; nothing written is no draft."""
    _not_too_long(text)
    with recorded(actor=actor, command="insight.save_draft"):
        piece = held(actor, feedback)
        draft = _own_draft(actor, piece)
        if not text.strip():
            if draft.pk:
                draft.delete()
            return None
        draft.text, draft.written_at = text, clock.now()
        draft.save()
    return draft


def send_reply(*, actor: Member, feedback: Feedback, text: str) -> Sent:
    """The piece is answered. Mail goes out a little later, so that it can still be taken back."""
    if not text.strip():
        raise Refused(text="Write the reply first. E marks the piece as answered elsewhere.")
    _not_too_long(text)
    with recorded(actor=actor, command="insight.send_reply"):
        piece = held(actor, feedback)
        reply = _own_draft(actor, piece)
        reply.text, reply.written_at, reply.sent_at = text.strip(), clock.now(), clock.now()
        reply.save()
        answered(piece)
        to = mail_address(piece)
        if to:
            transaction.on_commit(lambda: _defer(reply))
    return Sent(reply, to)


def deliver_reply(reply_id: int) -> None:
    """Mail one reply, unless it was taken back or has gone already."""
    with recorded(actor=None, command="insight.deliver_reply"):
        reply = Reply.objects.select_for_update(of=("self",)).filter(pk=reply_id, by_mail=False).first()
        if reply is None or reply.sent_at is None:
            return
        piece = Feedback.objects.select_related("contact").get(pk=reply.feedback_id)
        to = mail_address(piece)
        if not to:
            return
        author = reply.written_by
        answers_to = author.email if author and author.is_active else ""
        mail.send_letter(to=to, subject=f"Re: {piece.heading}", text=reply.text, reply_to=answers_to)
        reply.by_mail = True
        reply.save(update_fields=["by_mail"])


def mail_address(piece: Feedback) -> str:
    """Where a reply goes by mail: "" without a mail server or without an address."""
    return piece.contact.email if piece.contact and mail.is_configured() else ""


def _own_draft(actor: Member, piece: Feedback) -> Reply:
    found = piece.replies.filter(written_by=actor, sent_at=None).first()
    return found or Reply(feedback=piece, written_by=actor, written_at=clock.now())


def _not_too_long(text: str) -> None:
    if len(text) > LONGEST:
        raise Refused(text=f"A reply has at most {LONGEST:,} characters; this one has {len(text):,}.")


def _defer(reply: Reply) -> None:
    app.configure_task(TASK, schedule_in={"seconds": int(HELD_BACK.total_seconds())}).defer(reply_id=reply.pk)
