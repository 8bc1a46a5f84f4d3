"""Metrics that somebody may know of: the list, and one with what belongs to it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q
from pydantic import Field

from northing.kernel.errors import NotVisible
from northing.kernel.filters import Ids, ListFilter, Words
from northing.metrics.models import Alert, Metric, Restatement, Target
from northing.metrics.queries.series import Series, recent
from northing.metrics.queries.standing import Standing, standing
from northing.organisation.models import Member

SHOWN = 500


class MetricFilter(ListFilter):
    q: str = Field(default="", max_length=200)
    product: Ids = ()
    owner: Ids = ()
    state: Words = Field(default=(), description="out: outside of its range; risk: its target is unlikely.")
    archived: bool = False
    sort: str = "product"

    def condition(self) -> Q:
        wanted = Q(archived=self.archived)
        if self.q.strip():
            wanted &= Q(name__icontains=self.q.strip()) | Q(product__name__icontains=self.q.strip())
        if self.product:
            wanted &= Q(product__in=self.product)
        if self.owner:
            wanted &= Q(owner__in=self.owner)
        return wanted


@dataclass(frozen=True, slots=True)
class Row:
    metric: Metric
    standing: Standing | None
    recent: Series


RISK = 0.6
SORTED: dict[str, Callable[[Row], Any]] = {
    "product": lambda row: (row.metric.product.name if row.metric.product else "~", row.metric.name),
    "name": lambda row: row.metric.name.lower(),
    "owner": lambda row: (row.metric.owner.name if row.metric.owner else "~", row.metric.name),
    "chance": lambda row: row.standing.chance if row.standing and row.standing.chance is not None else 2.0,
    "change": lambda row: row.standing.change if row.standing and row.standing.change is not None else 1e9,
}


def visible(actor: Member) -> list[Metric]:
    """All that are kept, by name."""
    return list(Metric.objects.visible_to(actor).filter(archived=False))


def rows(actor: Member, wanted: MetricFilter) -> list[Row]:
    """At most 500. As many queries for many as for one."""
    found = Metric.objects.visible_to(actor).filter(wanted.condition())
    metrics = list(found.select_related("product__line", "owner").order_by(F("product__name"), "name")[:SHOWN])
    standings, lately = standing(metrics), recent([metric.pk for metric in metrics])
    listed = [Row(metric, standings.get(metric.pk), lately.get(metric.pk, [])) for metric in metrics]
    if wanted.state:
        listed = [row for row in listed if state_of(row) in wanted.state]
    key = wanted.sort.removeprefix("-")
    return sorted(listed, key=SORTED.get(key, SORTED["product"]), reverse=wanted.sort.startswith("-"))


def state_of(row: Row) -> str:
    """out: it left its expected range; risk: its next target is unlikely; "" otherwise."""
    if row.standing is None:
        return ""
    if row.standing.alert is not None:
        return "out"
    return "risk" if row.standing.chance is not None and row.standing.chance < RISK else ""


def metric(actor: Member, pk: int) -> Metric:
    found = Metric.objects.visible_to(actor).select_related("product__line", "owner").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def neighbours(actor: Member, of: Metric) -> tuple[int | None, int | None]:
    """The metrics before and after this one by name."""
    ids = list(Metric.objects.visible_to(actor).filter(archived=False).values_list("pk", flat=True))
    if of.pk not in ids:
        return None, None
    at = ids.index(of.pk)
    return (ids[at - 1] if at else None, ids[at + 1] if at + 1 < len(ids) else None)


def targets(of: Metric) -> list[Target]:
    return list(of.targets.select_related("set_by"))


def target(actor: Member, pk: int) -> Target:
    found = Target.objects.select_related("metric").filter(pk=pk, metric__in=Metric.objects.visible_to(actor))
    if (row := found.first()) is None:
        raise NotVisible
    return row


def alerts(actor: Member, of: Metric, count: int = 12) -> list[Alert]:
    """The newest first; the whole that it moved is named where the actor may know of it."""
    found = list(of.alerts.select_related("assignee", "named_in__metric")[:count])
    named = {alert.named_in.metric_id for alert in found if alert.named_in}
    known = Metric.objects.visible_to(actor).filter(pk__in=named) if named else Metric.objects.none()
    seen = set(known.values_list("pk", flat=True))
    for alert in found:
        if alert.named_in and alert.named_in.metric_id not in seen:
            alert.named_in = None
    return found


def restatements(of: Metric) -> list[Restatement]:
    """One for each time that values were restated, the newest first; `day` is the first day concerned."""
    rows = Restatement.objects.filter(metric=of).select_related("restated_by")
    return list(rows.order_by("-restated_at", "day").distinct("restated_at"))
