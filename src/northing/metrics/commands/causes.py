"""One cause is told once: the alert of a whole is named in that of the part which moved it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.urls import reverse

from northing.metrics.models import STANDING, Alert, Factor, Grain, Metric
from northing.organisation.commands import notify
from northing.organisation.history import recorded
from northing.ui import formatting

# Two alerts that began so near to each other may have one cause; where a drift began is known less exactly.
NEAR = {
    Grain.DAY: timedelta(days=7),
    Grain.WEEK: timedelta(days=21),
    Grain.MONTH: timedelta(days=62),
    Grain.QUARTER: timedelta(days=184),
}
DRIFT_NEAR = timedelta(days=30)

Tree = dict[int, list[tuple[int, int]]]
"""By whole, its parts; 1 for those that move it the way they go, -1 for those that are taken away."""


def parts_first(metrics: Sequence[Metric]) -> list[Metric]:
    """So that the cause is known when what it moved is looked at."""
    tree = _tree()
    return sorted(
        metrics, key=lambda metric: max((depth for _, _, depth in _below(tree, metric.pk)), default=0)
    )


def join_causes(opened: Sequence[Alert]) -> None:
    """Names every alert that stands in that of its cause, and tells of those just opened, once a cause."""
    with recorded(actor=None, command="metrics.join_causes"):
        rows = Alert.objects.filter(state__in=STANDING, metric__archived=False)
        standing = list(rows.select_for_update(of=("self",)).select_related("metric__product", "metric__owner"))
        tree, by_metric = _tree(), defaultdict[int, list[Alert]](list)
        for alert in standing:
            by_metric[alert.metric_id].append(alert)
        causes = {alert.pk: _cause(alert, tree, by_metric) for alert in standing}
        for alert in standing:
            cause = _first(causes, alert)
            if alert.named_in_id != (cause.pk if cause else None):
                alert.named_in = cause
                alert.save(update_fields=["named_in"])
        new = {alert.pk for alert in opened}
        for alert in standing:
            if alert.pk in new:
                _tell(alert, [row for row in standing if row.named_in_id == alert.pk and row.pk not in new])


def _cause(alert: Alert, tree: Tree, by_metric: dict[int, list[Alert]]) -> Alert | None:
    """Of the parts below it that began to move it then, the one that did first, and of those the deepest."""
    found = [
        (other.since, -depth, other.pk, other)
        for part, sign, depth in _below(tree, alert.metric_id)
        for other in by_metric.get(part, ())
        if _one_cause(alert, other, sign)
    ]
    return min(found)[-1] if found else None


def _first(causes: dict[int, Alert | None], alert: Alert) -> Alert | None:
    """The cause of the cause, as far down as there is one."""
    cause = causes[alert.pk]
    while cause is not None and (below := causes[cause.pk]) is not None:
        cause = below
    return cause


def _one_cause(whole: Alert, part: Alert, sign: int) -> bool:
    near = max(NEAR[Grain(whole.metric.grain)], NEAR[Grain(part.metric.grain)])
    if whole.drift or part.drift:
        near = max(near, DRIFT_NEAR)
    return (
        (whole.size > 0) == (part.size * sign > 0)
        and abs(whole.since - part.since) <= near
        and _seen_with(whole.metric, part.metric)
    )


def _seen_with(whole: Metric, part: Metric) -> bool:
    """Whoever may see the whole may see the part: else its alert would be told to nobody."""
    return part.product is None or not part.product.restricted or part.product_id == whole.product_id


def _tell(alert: Alert, told: Sequence[Alert]) -> None:
    """The owner, unless they were told of the same cause already, or are now."""
    metric, cause = alert.metric, alert.named_in
    if cause is not None and cause.assignee_id == alert.assignee_id:
        return
    if any(other.assignee_id == alert.assignee_id for other in told):
        return
    value = formatting.measured(alert.value, metric.unit, metric.decimals)
    why = f", with {cause.metric.name}" if cause else ""
    notify(
        [metric.owner],
        cause=f"metrics.alert:{alert.pk}",
        text=f"{metric.name} {alert.said}{why}: {value}, {_expected(alert)}",
        url=f"{reverse('metrics:alerts')}#alert-{(cause or alert).pk}",
    )


def _expected(alert: Alert) -> str:
    metric = alert.metric
    bound = alert.expected_high if alert.size > 0 else alert.expected_low
    at = "at most" if alert.size > 0 else "at least"
    return f"expected {at} {formatting.measured(bound, metric.unit, metric.decimals)}"


def _tree() -> Tree:
    tree = defaultdict[int, list[tuple[int, int]]](list)
    rows = Factor.objects.exclude(whole__made_of="").filter(whole__archived=False, part__archived=False)
    for whole, part, inverse in rows.values_list("whole", "part", "inverse"):
        tree[whole].append((part, -1 if inverse else 1))
    return dict(tree)


def _below(tree: Tree, whole: int) -> Iterator[tuple[int, int, int]]:
    """Every metric below this one once, with which way it moves the whole, and how deep it lies."""
    seen, waiting = {whole}, [(whole, 1, 0)]
    while waiting:
        one, sign, depth = waiting.pop(0)
        for part, way in tree.get(one, ()):
            if part not in seen:
                seen.add(part)
                waiting.append((part, sign * way, depth + 1))
                yield part, sign * way, depth + 1
