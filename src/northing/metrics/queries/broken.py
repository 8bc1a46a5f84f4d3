"""Metrics outside of their expected range that nobody has explained or put off, for Today."""

from dataclasses import dataclass

from django.db.models import Q

from northing.kernel import clock
from northing.metrics.models import Alert, AlertState, Direction, Metric
from northing.metrics.queries.alerts import others_of
from northing.metrics.queries.series import Series, recent
from northing.organisation.models import Member

SHOWN = 60
"""Values of the small line beside each."""
NEEDED = (
    *("since", "drift", "size", "value", "expected_low", "expected_high", "assignee__name"),
    *("metric__name", "metric__unit", "metric__decimals", "metric__direction"),
    *("metric__product__name", "metric__owner__name"),
)


@dataclass(frozen=True, slots=True)
class Broken:
    """`days` outside so far; `harm`: it is on the wrong side; `others`: what moved it."""

    alert: Alert
    metric: Metric
    recent: Series
    days: int
    harm: bool
    others: list[Alert]


def broken(actor: Member, *, everyones: bool, most: int = 6) -> list[Broken]:
    """Of all metrics that the actor may know of, or of those that are theirs; what harms comes first."""
    alerts = Alert.objects.causes(actor).filter(metric__archived=False, state=AlertState.OPEN)
    alerts = alerts.order_by("metric_id", "-since")
    if not everyones:
        alerts = alerts.filter(Q(assignee=actor) | Q(assignee=None, metric__owner=actor))
    rows = alerts.select_related("metric__product", "metric__owner", "assignee").only(*NEEDED)
    newest = list(rows.distinct("metric_id"))
    newest.sort(key=lambda alert: (not _harms(alert), -alert.since.toordinal()))
    lately = recent([alert.metric_id for alert in newest[:most]], SHOWN)
    others = others_of(actor, newest[:most])
    today = clock.today()
    return [
        Broken(
            alert,
            alert.metric,
            lately.get(alert.metric_id, []),
            max(1, (today - alert.since).days),
            _harms(alert),
            others.get(alert.pk, []),
        )
        for alert in newest[:most]
    ]


def _harms(alert: Alert) -> bool:
    if alert.metric.direction == Direction.HOLD:
        return True
    return (alert.size > 0) == (alert.metric.direction == Direction.DOWN)


def called(actor: Member, words: list[str], most: int) -> list[Metric]:
    """Whose name has all these words, for the palette."""
    found = Metric.objects.visible_to(actor).filter(archived=False).select_related("product")
    for word in words:
        found = found.filter(name__icontains=word)
    return list(found.order_by("name", "pk")[:most])
