from django.db.models import QuerySet

from northing.insight.models import Erasure

SHOWN = 100


def latest() -> "QuerySet[Erasure]":
    return Erasure.objects.select_related("made_by").defer("looking_for")[:SHOWN]
