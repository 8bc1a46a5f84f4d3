"""What has come in and was neither linked nor set aside."""

from collections.abc import Iterable, Sequence

from django.db.models import Prefetch

from northing.insight.models import Feedback, FeedbackState, SegmentMembership
from northing.kernel.errors import NotVisible
from northing.organisation.models import Member

MOST = 200  # the latest: more are no list that somebody would read


def leftover(actor: Member) -> Sequence[Feedback]:
    places = SegmentMembership.objects.select_related("segment")
    found = Feedback.objects.visible_to(actor).standing().filter(state=FeedbackState.NEW)
    wanted = found.select_related("customer").prefetch_related(Prefetch("customer__memberships", places))
    return list(wanted.defer("words").order_by("-received_at", "-pk")[:MOST])


def pieces(actor: Member, ids: Iterable[int]) -> Sequence[Feedback]:
    """Those that the actor may see; one that may not be seen is not there."""
    wanted = set(ids)
    found = list(Feedback.objects.visible_to(actor).standing().filter(pk__in=wanted).order_by("pk"))
    if len(found) < len(wanted):
        raise NotVisible
    return found
