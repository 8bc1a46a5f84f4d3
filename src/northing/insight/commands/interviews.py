"""Asking a customer's person to talk with us, and what goes out by mail for it."""

from django.db import transaction
from procrastinate.contrib.django import app

from northing.insight import policies
from northing.insight.commands.feedback import VIEWERS_READ
from northing.insight.commands.replies import HELD_BACK, LONGEST
from northing.insight.models import Contact, Interview
from northing.kernel import clock
from northing.kernel.errors import NotAllowed, Refused
from northing.organisation import mail
from northing.organisation.history import recorded
from northing.organisation.models import Member

TASK = "northing.insight.tasks.deliver_interview"


def ask_to_interview(*, actor: Member, contact: Contact, text: str) -> Interview:
    """Mail goes out a little later, so that it can still be taken back; without a mail server it is written
    down that she asks."""
    if not policies.may_triage(actor):
        raise NotAllowed(VIEWERS_READ)
    if not contact.email:
        raise Refused(contact=f"There is no address of {contact.name}.")
    if not text.strip():
        raise Refused(text="Write what you ask.")
    if len(text) > LONGEST:
        raise Refused(text=f"A letter has at most {LONGEST:,} characters; this one has {len(text):,}.")
    with recorded(actor=actor, command="insight.ask_to_interview"):
        asked = Interview.objects.create(
            contact=contact, text=text.strip(), asked_by=actor, asked_at=clock.now()
        )
        if mail.is_configured():
            held_back = {"seconds": int(HELD_BACK.total_seconds())}
            later = app.configure_task(TASK, schedule_in=held_back)
            transaction.on_commit(lambda: later.defer(interview_id=asked.pk))
    return asked


def deliver_interview(interview_id: int) -> None:
    """Mail one, unless it was taken back or has gone already."""
    with recorded(actor=None, command="insight.deliver_interview"):
        found = Interview.objects.select_for_update(of=("self",)).select_related("contact", "asked_by")
        asked = found.filter(pk=interview_id, by_mail=False).first()
        if asked is None or not asked.contact.email or not mail.is_configured():
            return
        author = asked.asked_by
        answers_to = author.email if author and author.is_active else ""
        mail.send_letter(to=asked.contact.email, subject=asked.SUBJECT, text=asked.text, reply_to=answers_to)
        asked.by_mail = True
        asked.save(update_fields=["by_mail"])
