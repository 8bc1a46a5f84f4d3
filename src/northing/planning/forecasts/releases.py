"""What releases were planned for, and when they came: promises to everybody."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import F

from northing.organisation.queries.history import event_model
from northing.planning.models import Commitment, Feature, Release


class PlannedRelease(NamedTuple):
    """A day that a release was planned for; `team` and `product` are ids, "" where several take part."""

    made: date
    due: date
    team: str
    product: str
    came: date | None


def planned_releases() -> list[PlannedRelease]:
    """Each day that was ever said, ahead of it. Where a feature of the release was promised for that very day,
    the promise stands for it."""
    releases = Release.objects.in_bulk()
    if not releases:
        return []
    teams, products = _whose("team_id"), _whose("product_id")
    promised = set(Commitment.objects.values_list("feature__release_id", "due_on"))
    found = []
    for pk, due, said_at in _days_said(list(releases)):
        if said_at.date() < due and (pk, due) not in promised:
            own = releases[pk]
            product = str(own.product_id) if own.product_id else products.get(pk, "")
            found.append(PlannedRelease(said_at.date(), due, teams.get(pk, ""), product, own.released_on))
    return found


def _days_said(pks: list[int]) -> Iterable[tuple[int, date, datetime]]:
    """Release, day, and when that day was first said of it."""
    events = event_model(Release).objects.filter(
        pgh_obj_id__in=pks, planned_on__isnull=False, planned_at__isnull=False
    )
    first = events.order_by("pgh_obj_id", "planned_on", "pgh_id").distinct("pgh_obj_id", "planned_on")
    days: Iterable[tuple[int, date, datetime]] = first.values_list("pgh_obj_id", "planned_on", "planned_at")
    return days


def _whose(of: str) -> dict[int, str]:
    """By release, whose all its features are; nobody's where they are of several."""
    found: dict[int, set[str]] = {}
    for release, whose in Feature.objects.exclude(release=None).values_list("release_id", F(of)).distinct():
        found.setdefault(release, set()).add(str(whose or ""))
    return {release: whose.pop() for release, whose in found.items() if len(whose) == 1}
