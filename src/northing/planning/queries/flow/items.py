"""The items behind a measure."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import F, Q

from northing.kernel import clock
from northing.organisation.models import Member, Team
from northing.planning.models import Item, ItemState
from northing.planning.queries.flow.filter import FlowFilter
from northing.planning.queries.flow.record import midnight
from northing.planning.queries.flow.seen import seen_items

A_DAY = timedelta(days=1)
NAMED = 6


@dataclass(frozen=True, slots=True)
class FlowItem:
    """`days`: from begun to done, or to now; None where nobody knows when it was begun."""

    item: Item
    days: float | None
    unplanned: str


def flow_items(
    actor: Member,
    wanted: FlowFilter,
    *,
    today: date,
    only: tuple[int, ...] | None = None,
    start: int,
    count: int,
) -> list[FlowItem]:
    """Finished in these weeks or in progress, longest first; `only` these, if given."""
    rows = seen_items(actor, wanted.team)
    if only is not None:
        rows = rows.filter(pk__in=only)
    elif wanted.behind == "progress":
        rows = rows.filter(state=ItemState.DOING, started_at__isnull=False)
    else:
        rows = rows.filter(done_at__gte=midnight(wanted.first(today)), done_at__lt=midnight(wanted.end(today)))
        if wanted.behind == "unplanned":
            rows = rows.filter(~Q(unplanned=""))
    now = clock.now()
    ordered = rows.select_related("team", "feature").order_by(
        (F("done_at") - F("started_at")).desc(nulls_last=True), "started_at", "pk"
    )
    return [
        FlowItem(
            item=row,
            days=((row.done_at or now) - row.started_at) / A_DAY if row.started_at else None,
            unplanned=str(getattr(row, "unplanned", "")),
        )
        for row in ordered[start : start + count]
    ]


def longest(actor: Member, wanted: FlowFilter, *, today: date) -> list[FlowItem]:
    """The few that took longest of the last weeks, to be named in a chart."""
    last = replace(wanted, before=0, behind="")
    return flow_items(actor, last, today=today, start=0, count=NAMED)


def teams_with_items(actor: Member) -> list[tuple[int, str]]:
    """Teams that have any item that the actor may know of, by name."""
    teams = seen_items(actor).filter(team__isnull=False).values("team")
    return list(Team.objects.filter(pk__in=teams).order_by("name").values_list("pk", "name"))
