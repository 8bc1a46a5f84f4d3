"""Holding many pieces, and saying of many what has become of them."""

from collections.abc import Collection

from django.db.models import Case, Exists, F, OuterRef, Value, When

from northing.insight.models import Feedback, FeedbackState, Highlight
from northing.kernel.errors import NotVisible
from northing.organisation.models import Member


def hold(actor: Member, ids: Collection[int]) -> dict[int, str]:
    """The texts of these pieces, locked in the order of their ids; 404 when the actor may not know of one."""
    rows = Feedback.objects.visible_to(actor).standing().select_for_update(of=("self",)).filter(pk__in=ids)
    texts: dict[int, str] = dict(rows.order_by("pk").values_list("pk", "text"))
    if len(texts) != len(ids):
        raise NotVisible
    return texts


def settle_states(ids: Collection[int]) -> None:
    """New, linked or answered, by what each has; what was set aside stays so. One statement."""
    linked = Exists(Highlight.objects.filter(feedback=OuterRef("pk")))
    becomes = Case(
        When(answered_at__isnull=False, then=Value(FeedbackState.ANSWERED)),
        When(linked, then=Value(FeedbackState.LINKED)),
        default=Value(FeedbackState.NEW),
    )
    pieces = Feedback.objects.filter(pk__in=ids).exclude(state=FeedbackState.SET_ASIDE)
    pieces.alias(becomes=becomes).exclude(state=F("becomes")).update(state=becomes)
