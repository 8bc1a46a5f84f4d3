"""Pieces that were chosen among those that fit no opportunity."""

from collections.abc import Iterable, Sequence

from northing.insight.models import Feedback
from northing.kernel.errors import NotVisible
from northing.organisation.models import Member


def pieces(actor: Member, ids: Iterable[int]) -> Sequence[Feedback]:
    """Those that the actor may see; one that may not be seen is not there."""
    wanted = set(ids)
    found = list(Feedback.objects.visible_to(actor).standing().filter(pk__in=wanted).order_by("pk"))
    if len(found) < len(wanted):
        raise NotVisible
    return found
