"""Whom a roadmap can be for: four that everybody has, and the organisation's own."""

from northing.kernel.errors import NotVisible
from northing.planning.models import Audience
from northing.planning.queries.audience_view import FIELDS

INTERNAL = "internal"
_EXECUTIVES = ["chance", "dates", "commitment", "state", "product", "initiative", "needs"]
_OUTSIDE = ["state", "product", "initiative"]


def built_in() -> list[Audience]:
    """What each of the four has until somebody changes it; a row with the same slug then takes its place."""
    return [
        Audience(slug=INTERNAL, name="Internal", fields=list(FIELDS), built_in=True, position=0),
        Audience(slug="executives", name="Executives", fields=_EXECUTIVES, built_in=True, position=1),
        Audience(slug="sales", name="Sales", fields=_OUTSIDE, quarters_only=True, built_in=True, position=2),
        Audience(
            slug="public",
            name="Public",
            fields=_OUTSIDE,
            quarters_only=True,
            public_names=True,
            built_in=True,
            position=3,
        ),
    ]


def audiences() -> list[Audience]:
    found = {audience.slug: audience for audience in built_in()}
    found |= {audience.slug: audience for audience in Audience.objects.all()}
    return sorted(found.values(), key=lambda audience: (audience.position, audience.name))


def audience(slug: str) -> Audience:
    return among(audiences(), slug)


def among(known: list[Audience], slug: str) -> Audience:
    found = next((audience for audience in known if audience.slug == slug), None)
    if found is None:
        raise NotVisible
    return found
