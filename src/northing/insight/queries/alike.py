"""Which problems and which other pieces say what a piece says: the one place that pages ask for likeness."""

from collections.abc import Iterable

from django.db.models import QuerySet

from northing.insight.models import Feedback, KeptApart, Opportunity
from northing.insight.similarity import FEEDBACK, OPPORTUNITIES, Like, Sought, alike, ask, title_and_body
from northing.organisation.models import Member


def sought(piece: Feedback) -> Sought | None:
    """The piece, read once for both questions."""
    return ask(*title_and_body(piece.title, piece.text))


def opportunities_like(actor: Member, asked: Sought | None, limit: int) -> list[Like]:
    """Open opportunities that the actor may see, likest first."""
    likes = alike(OPPORTUNITIES, asked) if asked else []
    return _there(likes, Opportunity.objects.visible_to(actor).open(), limit)


def feedback_like(actor: Member, piece: Feedback, asked: Sought | None, limit: int) -> list[Like]:
    """Other standing pieces that the actor may see, likest first."""
    likes = alike(FEEDBACK, asked) if asked else []
    others = Feedback.objects.visible_to(actor).standing().exclude(pk=piece.pk)
    # Somebody said of these that they are not the same.
    for one, other in (("feedback", "other"), ("other", "feedback")):
        others = others.exclude(pk__in=KeptApart.objects.filter(**{one: piece}).values(other))
    return _there(likes, others, limit)


def _there(likes: Iterable[Like], rows: QuerySet[Feedback] | QuerySet[Opportunity], limit: int) -> list[Like]:
    """Those of the likes that are among the rows."""
    found = list(likes)
    there = (
        set(rows.filter(pk__in=[like.pk for like in found]).values_list("pk", flat=True)) if found else set()
    )
    return [like for like in found if like.pk in there][:limit]
