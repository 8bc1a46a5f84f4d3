"""One cause is told once: the alert of a part is named in that of the whole which it moved."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.urls import reverse

from northing.metrics.models import STANDING, Alert, AlertState, Factor, Grain, Metric
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
ANSWERED = ("state", "snoozed_until", "cause", "cause_url")

Tree = dict[int, list[tuple[int, int]]]
"""By whole, its parts; 1 for those that move it the way they go, -1 for those that are taken away."""


def parts_first(metrics: Sequence[Metric]) -> list[Metric]:
    """So that what moved a whole is known when the whole is looked at."""
    tree = _tree()
    return sorted(
        metrics, key=lambda metric: max((depth for _, _, depth in _below(tree, metric.pk)), default=0)
    )


def join_causes(opened: Sequence[Alert]) -> None:
    """Names every alert that stands in that of what it moved, and tells of those just opened, once a cause."""
    with recorded(actor=None, command="metrics.join_causes"):
        rows = Alert.objects.filter(state__in=STANDING, metric__archived=False)
        standing = list(rows.select_for_update(of=("self",)).select_related("metric__product", "metric__owner"))
        moved = _moved(standing)
        new = {alert.pk for alert in opened}
        for alert in standing:
            whole = _highest(moved, alert)
            if alert.named_in_id != (whole.pk if whole else None):
                alert.named_in = whole
                alert.save(update_fields=["named_in"])
            if whole is not None and whole.pk in new:
                _known_already(whole, alert)
        for alert in standing:
            if alert.pk in new and alert.state == AlertState.OPEN:
                _tell(alert, [row for row in standing if row.named_in_id == alert.pk and row.pk not in new])


def _moved(standing: Sequence[Alert]) -> dict[int, Alert]:
    """By alert, that of the whole nearest above which it moved, where that left its range as well."""
    tree, by_metric = _tree(), defaultdict[int, list[Alert]](list)
    for alert in standing:
        by_metric[alert.metric_id].append(alert)
    found = dict[int, tuple[int, Alert]]()
    for whole in standing:
        for part, sign, depth in _below(tree, whole.metric_id):
            for alert in by_metric.get(part, ()):
                nearer = alert.pk not in found or depth < found[alert.pk][0]
                if nearer and _one_cause(whole, alert, sign):
                    found[alert.pk] = depth, whole
    return {pk: whole for pk, (_, whole) in found.items()}


def _highest(moved: dict[int, Alert], alert: Alert) -> Alert | None:
    whole = moved.get(alert.pk)
    while whole is not None and whole.pk in moved:
        whole = moved[whole.pk]
    return whole


def _one_cause(whole: Alert, part: Alert, sign: int) -> bool:
    near = max(NEAR[Grain(whole.metric.grain)], NEAR[Grain(part.metric.grain)])
    if whole.drift or part.drift:
        near = max(near, DRIFT_NEAR)
    return (
        (whole.size > 0) == (part.size * sign > 0)
        and abs(whole.since - part.since) <= near
        and _seen_with(part.metric, whole.metric)
    )


def _seen_with(one: Metric, other: Metric) -> bool:
    """Whoever may see the one may see the other: what is said of the other's alert is said of the one's."""
    return other.product is None or not other.product.restricted or other.product_id == one.product_id


def _known_already(whole: Alert, part: Alert) -> None:
    """What was explained of the part, or put off, is not asked again of what it moved."""
    if (
        part.state == AlertState.OPEN
        or whole.state != AlertState.OPEN
        or not _seen_with(whole.metric, part.metric)
    ):
        return
    for field in ANSWERED:
        setattr(whole, field, getattr(part, field))
    whole.save(update_fields=ANSWERED)


def _tell(alert: Alert, told: Sequence[Alert]) -> None:
    """The owner, unless they were told of the same cause already, or are now."""
    metric, whole = alert.metric, alert.named_in
    if whole is not None and whole.assignee_id == alert.assignee_id:
        return
    if any(other.assignee_id == alert.assignee_id for other in told):
        return
    value = formatting.measured(alert.value, metric.unit, metric.decimals)
    why = f", with {whole.metric.name}" if whole else ""
    notify(
        [metric.owner],
        cause=f"metrics.alert:{alert.pk}",
        text=f"{metric.name} {alert.said}{why}: {value}, {_expected(alert)}",
        url=f"{reverse('metrics:alerts')}#alert-{(whole or alert).pk}",
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
