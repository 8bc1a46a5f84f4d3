"""Who acts for a product or a feature: in Tarnbrook each has its owner."""

from northing.organisation.models import Member
from northing.planning.models import Feature
from northing.portfolio.models import Product


def owner_of(thing: Product | Feature) -> Member:
    if thing.owner is None:
        raise LookupError(f"Nobody owns {thing}.")
    return thing.owner
