"""Keep many answers that were given elsewhere."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import Case, F, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce

from northing.insight import policies
from northing.insight.commands.bringing.states import hold, settle_states
from northing.insight.commands.feedback import VIEWERS_READ
from northing.insight.models import Feedback, FeedbackState, Reply
from northing.kernel import clock
from northing.kernel.errors import NotAllowed, Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member


class Answer(NamedTuple):
    """What was written back to a piece, which is named by its id."""

    feedback: int
    text: str
    at: datetime | None = None
    """When it was sent; None: now."""


def answer_many(*, actor: Member, answers: Iterable[Answer]) -> int:
    """All of them or none, as one change; nothing goes out by mail. How many replies were kept."""
    given = list(answers)
    if not policies.may_triage(actor):
        raise NotAllowed(VIEWERS_READ)
    if any(not answer.text.strip() for answer in given):
        raise Refused(text="An answer without words is none.")
    with recorded(actor=actor, command="insight.answer_many"):
        ids = hold(actor, {answer.feedback for answer in given})
        replies = [
            Reply(
                feedback_id=answer.feedback,
                text=answer.text.strip(),
                written_by=actor,
                written_at=answer.at or clock.now(),
                sent_at=answer.at or clock.now(),
            )
            for answer in given
        ]
        Reply.objects.bulk_create(replies, batch_size=5000)
        _keep_promises(ids)
        settle_states(ids)
    return len(replies)


def _keep_promises(ids: Collection[int]) -> None:
    """The promise is kept with the first answer; what slept or was set aside is decided by it."""
    sent = Reply.objects.filter(feedback=OuterRef("pk")).exclude(sent_at=None).order_by("sent_at")
    Feedback.objects.filter(pk__in=ids).update(
        answered_at=Coalesce("answered_at", Subquery(sent.values("sent_at")[:1])),
        snoozed_until=None,
        why_set_aside="",
        state=Case(When(state=FeedbackState.SET_ASIDE, then=Value(FeedbackState.NEW)), default=F("state")),
    )
