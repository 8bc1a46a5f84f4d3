"""Whom the plan tells what: those who promised, and those who answer for the product."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.urls import reverse

from northing.organisation.commands import notify
from northing.organisation.models import Member
from northing.planning.models import Commitment, Feature, Outlook

UNLIKELY = 0.6
"""Below this a promise is shown in red, and its people hear of it."""


def tell_of_move(actor: Member, promise: Commitment, due_on: date, reason: str) -> None:
    _tell(
        promise,
        [member for member in _concerned(promise) if member != actor],
        f"{actor.name} moved the promise for {promise.feature.name} from {promise.due_on:%-d %b} to"
        f" {due_on:%-d %b %Y}: {reason.strip()}",
    )


def chances_of(features: Iterable[int]) -> dict[int, tuple[date | None, float | None]]:
    """Of these features: the promised day and its chance, as last forecast."""
    said = Outlook.objects.filter(feature__in=list(features)).values_list("feature", "due_on", "chance")
    return {feature: (due_on, chance) for feature, due_on, chance in said}


def tell_of_falls(before: Mapping[int, tuple[date | None, float | None]], fresh: Iterable[Outlook]) -> None:
    """Promises that a new forecast makes unlikely and the last one did not; a moved one is another promise."""
    fell = {}
    for row in fresh:
        due_on, chance = before.get(row.feature_id, (None, None))
        if chance is None or row.chance is None or due_on != row.due_on:
            continue
        if row.chance < UNLIKELY <= chance:
            fell[row.feature_id] = (chance, row.chance)
    promises = Commitment.objects.current().filter(feature__in=fell)
    for promise in promises.select_related("made_by", "feature__product__owner"):
        was, now = fell[promise.feature_id]
        _tell(
            promise,
            _concerned(promise),
            f"{promise.feature.name} by {promise.due_on:%-d %b} has become unlikely:"
            f" {was * 100:.0f} → {now * 100:.0f} %",
        )


def _concerned(promise: Commitment) -> list[Member]:
    product = promise.feature.product
    return [member for member in (promise.made_by, product.owner if product else None) if member is not None]


def _tell(promise: Commitment, members: list[Member], text: str) -> None:
    feature: Feature = promise.feature
    notify(
        members,
        cause=f"planning.promise:{feature.pk}",
        text=text,
        url=reverse("planning:feature", args=[feature.pk]),
    )
