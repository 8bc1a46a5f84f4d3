"""What a merge does to the chances of promises that stand before it and after it."""

from collections.abc import Mapping
from typing import Any

from northing.organisation.models import Member
from northing.planning.models import Feature

POINT = 0.01
"""A smaller change is none that anybody would see."""


def effects(
    actor: Member, before: Mapping[int, float], after: Mapping[int, float]
) -> tuple[list[dict[str, Any]], int]:
    """The changes of features that the actor may see, the largest first, and how many do not change."""
    names = dict(
        Feature.objects.visible_to(actor).filter(pk__in=before.keys() & after.keys()).values_list("pk", "name")
    )
    by_size = sorted(names, key=lambda pk: -abs(after[pk] - before[pk]))
    moved = [pk for pk in by_size if abs(after[pk] - before[pk]) >= POINT]
    said = [{"name": names[pk], "from": before[pk], "to": after[pk]} for pk in moved]
    return said, len(names) - len(said)
