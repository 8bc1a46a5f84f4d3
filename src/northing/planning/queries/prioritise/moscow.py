"""Must, should and could: what a choice of the organisation's own that is named MoSCoW says of features."""

from collections.abc import Collection

from northing.organisation.models import FieldAbout, FieldKind
from northing.organisation.queries.custom_fields import fields_of
from northing.planning.models import Feature

NAME = "moscow"
COUNTED = ("must", "should", "could")


def said_moscow(features: Collection[int]) -> dict[int, str]:
    """By feature "must", "should" or "could", however the choice goes on ("Must have"); others are left out.
    Empty where there is no such field. Two queries at most."""
    named = (field for field in fields_of(FieldAbout.FEATURE) if field.name.strip().casefold() == NAME)
    field = next((each for each in named if each.kind == FieldKind.CHOICE), None)
    if field is None:
        return {}
    found = {}
    for pk, custom in Feature.objects.filter(pk__in=features).values_list("pk", "custom").order_by():
        words = field.words(custom).casefold()
        kind = next((each for each in COUNTED if words.startswith(each)), None)
        if kind is not None:
            found[pk] = kind
    return found
