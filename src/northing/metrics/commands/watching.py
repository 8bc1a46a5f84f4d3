"""Forecasts and breaks, kept by the background as values come."""

from collections.abc import Iterable, Sequence
from datetime import date
from zlib import crc32

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.types import JSONValue

from northing.kernel import clock
from northing.metrics.commands.causes import join_causes, parts_first
from northing.metrics.forecasts import Left, foretell, watch
from northing.metrics.models import Alert, AlertState, ExpectedRange, Metric, MetricForecast
from northing.metrics.models.periods import number_of
from northing.metrics.queries.past_values import past_values
from northing.organisation.history import recorded

TASK = "northing.metrics.tasks.watch"  # by name: a command does not know the edge that runs it
# Read and kept together: so many metrics of two years of days are a few megabytes.
AT_ONCE = 50
KEPT = ("days", "p10", "p25", "p50", "p75", "p90", "expected_low", "expected_high", "basis")


def ask_watching(metric_ids: Iterable[int]) -> None:
    """Look at these metrics once this transaction is in. Asked again before that, the same ones wait once."""
    wanted: list[JSONValue] = [*sorted(set(metric_ids))]
    if wanted:
        transaction.on_commit(lambda: _defer(wanted))


def watch_metrics(metric_ids: Sequence[int] | None = None) -> int:
    """Forecast these metrics (without: all that are used) and notice their breaks; answers how many it was."""
    used = Metric.objects.filter(archived=False).select_related("owner")
    rows = parts_first(list(used if metric_ids is None else used.filter(pk__in=metric_ids)))
    for start in range(0, len(rows), AT_ONCE):
        _watch(rows[start : start + AT_ONCE])
    return len(rows)


def _watch(metrics: Sequence[Metric]) -> None:
    today = clock.today()
    found = past_values(metrics, today)
    expected = _expected_so_far(metrics, today)
    kept, opened = list[MetricForecast](), list[Alert]()
    for past in found.values():
        seen = watch(past)
        expected.setdefault(past.metric.pk, {}).update(seen.expected)
        ahead = foretell(past, seen, today)
        if ahead is not None:
            kept.append(ahead)
        opened += notice_breaks(past.metric, seen.left)
    join_causes(opened)
    with recorded(actor=None, command="metrics.watch"):
        MetricForecast.objects.bulk_create(
            kept, update_conflicts=True, unique_fields=["metric", "said_on"], update_fields=KEPT
        )
        ExpectedRange.objects.bulk_create(
            [_expected_row(pk, ranges) for pk, ranges in expected.items()],
            update_conflicts=True,
            unique_fields=["metric"],
            update_fields=["days", "low", "high"],
        )


def _expected_so_far(metrics: Sequence[Metric], today: date) -> dict[int, dict[date, tuple[float, float]]]:
    """What was kept; of a metric that is looked at for the first time, all of its past."""
    rows = ExpectedRange.objects.filter(metric__in=metrics)
    kept = {
        row.metric_id: dict(zip(row.days, zip(row.low, row.high, strict=True), strict=True)) for row in rows
    }
    new = [metric for metric in metrics if metric.pk not in kept]
    return kept | {pk: watch(past).expected for pk, past in past_values(new, today, whole=True).items()}


def _expected_row(metric: int, ranges: dict[date, tuple[float, float]]) -> ExpectedRange:
    days = sorted(ranges)
    low, high = [ranges[day][0] for day in days], [ranges[day][1] for day in days]
    return ExpectedRange(metric_id=metric, days=days, low=low, high=high)


def notice_breaks(metric: Metric, left: Sequence[Left]) -> list[Alert]:
    """Open an alert for what is outside now; let one that stands for the same cause grow, and end what is over.

    Breaks of long ago, which came with the history that was brought in, are no news. Answers with what is new.
    """
    opened = []
    with recorded(actor=None, command="metrics.notice_breaks"):
        alerts = list(Alert.objects.select_for_update().filter(metric=metric))
        for each in left:
            mine = next((alert for alert in alerts if _same(alert, each)), None)
            if mine is not None:
                _grow(mine, each)
            elif each.still and _is_news(metric, each):
                opened.append(_open(metric, each))
                alerts.append(opened[-1])
        still = [each for each in left if each.still]
        for alert in alerts:
            if not any(_same(alert, each) for each in still):
                _end(alert)
    return opened


def _is_news(metric: Metric, left: Left) -> bool:
    """A drift that could be noticed long ago came with the history."""
    grain = metric.grain
    return not left.drift or number_of(grain, left.last_on) - number_of(grain, left.noticed_on) <= left.calm


def _same(alert: Alert, left: Left) -> bool:
    """Less than a calm stretch lies between them: not yet back for good, so the same cause."""
    grain = alert.metric.grain
    near = left.calm
    first, last = number_of(grain, left.since), number_of(grain, left.last_on)
    return number_of(grain, alert.since) - near <= last and first <= number_of(grain, alert.last_on) + near


def _open(metric: Metric, left: Left) -> Alert:
    return Alert.objects.create(
        metric=metric,
        since=left.since,
        last_on=left.last_on,
        noticed_at=clock.now(),
        drift=left.drift,
        size=left.size,
        value=left.value,
        expected_low=left.low,
        expected_high=left.high,
        assignee=metric.owner,
    )


def _grow(alert: Alert, left: Left) -> None:
    """The same row: what was explained stays so, and what was put off until its day."""
    changed = []
    if left.last_on > alert.last_on:
        alert.last_on = left.last_on
        changed.append("last_on")
    if left.drift == alert.drift and abs(left.size) > abs(alert.size):
        alert.size, alert.value = left.size, left.value
        alert.expected_low, alert.expected_high = left.low, left.high
        changed += ["size", "value", "expected_low", "expected_high"]
    asleep = alert.state == AlertState.SNOOZED and alert.snoozed_until and alert.snoozed_until > clock.today()
    if left.still and alert.state in {AlertState.SNOOZED, AlertState.OVER} and not asleep:
        alert.state, alert.snoozed_until = AlertState.OPEN, None
        changed += ["state", "snoozed_until"]
    if changed:
        alert.save(update_fields=changed)


def _end(alert: Alert) -> None:
    if alert.state in {AlertState.OPEN, AlertState.SNOOZED}:
        alert.state, alert.snoozed_until = AlertState.OVER, None
        alert.save(update_fields=["state", "snoozed_until"])


def _defer(wanted: list[JSONValue]) -> None:
    name = f"watch-metrics-{crc32(str(wanted).encode())}"
    try:
        # Its own savepoint: where a transaction surrounds this, a refused second job must not spoil it.
        with transaction.atomic():
            app.configure_task(TASK, queueing_lock=name, lock="watch-metrics").defer(metric_ids=wanted)
    except AlreadyEnqueued:
        return
