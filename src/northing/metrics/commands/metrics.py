"""Metrics are made, changed and put away."""

from typing import Any

from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.kernel.rows import check
from northing.metrics import policies
from northing.metrics.commands.adding_up import add_up
from northing.metrics.commands.watching import ask_watching
from northing.metrics.models import Metric, OverProducts
from northing.organisation.history import recorded
from northing.organisation.models import Member

BROUGHT_BY = "Metrics and their values are brought in by product managers and heads of product."
CHANGED_BY = "A metric is changed by its owner, product managers and heads of product."
OF_A_METRIC = frozenset(
    {
        "name", "unit", "decimals", "direction", "band_low", "band_high", "grain", "over_time", "over_products",
        "product", "owner", "description", "critical", "archived",
    }
)  # fmt: skip


ADDING = frozenset({"name", "unit", "grain", "over_products", "product", "archived"})
"""What decides which metrics of products make a whole."""


def create_metric(*, actor: Member, reason: str = "", **fields: Any) -> Metric:
    if not policies.may_bring_values(actor):
        raise NotAllowed(BROUGHT_BY)
    metric = Metric(**fields)
    _check(metric)
    with recorded(actor=actor, command="metrics.create_metric", reason=reason):
        metric.save()
        add_up([metric.pk])
    return metric


def change_metric(*, actor: Member, metric: Metric, reason: str = "", **changes: Any) -> Metric:
    """Change the named fields, of `OF_A_METRIC`."""
    with recorded(actor=actor, command="metrics.change_metric", reason=reason):
        mine = locked_metric(actor, metric.pk)
        for field, value in changes.items():
            setattr(mine, field, value)
        _check(mine)
        mine.save(update_fields=sorted(changes))
        if ADDING.intersection(changes):
            ask_watching(add_up([mine.pk]))
    return mine


def restore_metric_field(*, actor: Member, row: Metric, field: str, value: Any, reason: str = "") -> Metric:
    """One field, as history brings it back; for a relation the value is the other row's id."""
    column = next(kept.attname for kept in Metric._meta.concrete_fields if kept.name == field)
    return change_metric(actor=actor, metric=row, reason=reason, **{column: value})


def locked_metric(actor: Member, pk: int) -> Metric:
    """The metric, held until the transaction ends, for somebody who may change it."""
    metric = Metric.objects.visible_to(actor).select_for_update(of=("self",)).filter(pk=pk).first()
    if metric is None:
        raise NotVisible
    if not policies.may_change_metric(actor, metric):
        raise NotAllowed(CHANGED_BY)
    return metric


def _check(metric: Metric) -> None:
    check(metric)
    if metric.over_products != OverProducts.NONE and metric.product is not None:
        raise Refused(over_products="Only a metric of no product follows from those of products.")
    if metric.band_low is not None and metric.band_high is not None and metric.band_low > metric.band_high:
        raise Refused(band_high="A band ends above where it begins.")
