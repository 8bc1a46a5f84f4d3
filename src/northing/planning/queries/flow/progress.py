"""Items in progress, and how long the team's finished ones took."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F, FloatField, Q
from django.db.models.functions import Extract

from northing.kernel import clock
from northing.organisation.models import Member
from northing.planning.models import Item, ItemState
from northing.planning.queries.flow.record import midnight
from northing.planning.queries.flow.seen import seen_items

A_DAY = timedelta(days=1)
SHOWN = ("name", "assignee", "tracker_url", "started_at", "team__name", "feature__name")
LEARNT_FROM = timedelta(weeks=26)
"""Older items say little about the team of today; the forecasts look back as far."""


@dataclass(frozen=True, slots=True)
class InProgress:
    """An item that was begun and is not done, `age` days old."""

    item: Item
    age: float

    @property
    def team(self) -> int | None:
        return self.item.team_id


def in_progress(actor: Member, *, team: int | None = None, mine: bool = False) -> list[InProgress]:
    """Oldest first. `mine`: of teams that the actor works in or leads, or of features and products of hers."""
    now = clock.now()
    items = seen_items(actor, team).filter(state=ItemState.DOING, started_at__lte=now)
    if mine:
        own = Q(feature__owner=actor) | Q(feature__product__owner=actor)
        own |= Q(team__lead=actor) | Q(team__memberships__member=actor)
        items = items.filter(pk__in=Item.objects.filter(own).values("pk"))
    rows = items.select_related("team", "feature").only(*SHOWN).order_by("started_at", "pk")
    return [InProgress(row, _age(row.started_at, now)) for row in rows]


def days_taken(today: date) -> dict[int | None, list[float]]:
    """Days from begun to done of each team's items that were finished lately; the key None has all of them.

    Numbers without names, so everybody's count: what is usual does not depend on who asks.
    """
    since, until = midnight(today - LEARNT_FROM), midnight(today + A_DAY)
    took = Extract(F("done_at") - F("started_at"), "epoch", output_field=FloatField()) / A_DAY.total_seconds()
    rows = (
        Item.objects.filter(done_at__gte=since, done_at__lt=until, started_at__lte=F("done_at"))
        .values_list("team_id")
        .annotate(days=ArrayAgg(took))
    )
    taken: dict[int | None, list[float]] = dict(rows)
    taken[None] = [days for of_team in taken.values() for days in of_team]
    return taken


def _age(started: datetime | None, now: datetime) -> float:
    return (now - started) / A_DAY if started else 0.0
