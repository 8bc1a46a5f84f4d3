"""Which items somebody may know of, and which of them nobody had planned."""

from datetime import UTC
from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import TruncDate

from northing.organisation.models import Member
from northing.planning.models import Feature, Item

NO_FEATURE, FOUND_LATER = "no feature", "found later"


def seen_items(actor: Member, team: int | None = None) -> "QuerySet[Any]":
    """Items of features that the actor may know of, and those of none, with `unplanned`.

    Nobody had planned an item of no feature, nor one added to its feature after the day on which work on that
    began.
    """
    items = Item.objects.all() if team is None else Item.objects.filter(team=team)
    if not actor.runs_the_place:
        items = items.filter(Q(feature=None) | Q(feature__in=Feature.objects.visible_to(actor)))
    return items.annotate(born=TruncDate("created_at", tzinfo=UTC)).annotate(
        unplanned=Case(
            When(feature=None, then=Value(NO_FEATURE)),
            When(born__gt=F("feature__started_on"), then=Value(FOUND_LATER)),
            default=Value(""),
            output_field=CharField(),
        )
    )
