"""What metrics say of products: for scorecards, the portfolio and critical outcomes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.urls import reverse

from northing.kernel import clock
from northing.kernel.once import once_a_page
from northing.metrics.models import Metric, MetricForecast
from northing.metrics.queries.latest import latest_forecasts
from northing.metrics.queries.standing import Standing, standing
from northing.organisation.models import Member
from northing.portfolio.models import Product
from northing.portfolio.slots import Concern, Reading
from northing.ui import formatting

SHOWN = timedelta(days=365)
UNLIKELY = 0.5
MOST = 6
_BY_WEEK = """
SELECT metric_id, date_trunc('week', day)::date AS week, avg(value) FROM metrics_observation
WHERE metric_id = ANY(%s) AND day > %s GROUP BY metric_id, week ORDER BY metric_id, week
"""


@dataclass(frozen=True, slots=True)
class Card:
    """A critical metric: where it stands, a year of it by week, and its latest forecast."""

    metric: Metric
    standing: Standing
    weeks: list[tuple[date, float]]
    forecast: MetricForecast | None


def cards(actor: Member, product: Product) -> list[Card]:
    """Of its critical metrics that have values; the first six by name."""
    shown = [(metric, now) for metric, now in _standings(actor, (product.pk,)) if metric.critical][:MOST]
    if not shown:
        return []
    keys = [metric.pk for metric, _ in shown]
    weeks = _weeks(keys)
    forecasts = latest_forecasts(keys, clock.today())
    return [Card(metric, now, weeks.get(metric.pk, []), forecasts.get(metric.pk)) for metric, now in shown]


def readings(actor: Member, products: Iterable[Product]) -> dict[int, dict[str, Reading]]:
    """By product, and there by the metric's name in small letters."""
    found: dict[int, dict[str, Reading]] = {}
    for metric, now in _standings(actor, _keys(products)):
        target = now.target
        found.setdefault(metric.product_id or 0, {})[metric.name.lower()] = Reading(
            now=_said(metric, now.value),
            target=formatting.typed(target.value, metric.unit, metric.decimals) if target else "",
            due_on=target.by if target else None,
            chance=now.chance,
            page=reverse("metrics:metric", args=[metric.pk]),
        )
    return found


def concerns(actor: Member, products: Iterable[Product]) -> dict[int, Concern]:
    """The heaviest of each product: what broke its range before what will miss its target."""
    found: dict[int, Concern] = {}
    for metric, now in _standings(actor, _keys(products)):
        page = reverse("metrics:metric", args=[metric.pk])
        if now.alert is not None:
            said = Concern(
                f"{metric.name} {'drifts' if now.alert.drift else 'broke its range'}", "bad", 2.0, page
            )
        elif metric.critical and now.chance is not None and now.chance < UNLIKELY:
            said = Concern(f"{metric.name} may miss its target", "warn", 2 - now.chance, page)
        else:
            continue
        key = metric.product_id or 0
        if key not in found or found[key].weight < said.weight:
            found[key] = said
    return found


def _keys(products: Iterable[Product]) -> tuple[int, ...]:
    return tuple(product.pk for product in products)


@once_a_page
def _standings(actor: Member, products: tuple[int, ...]) -> list[tuple[Metric, Standing]]:
    metrics = list(Metric.objects.visible_to(actor).filter(product__in=products, archived=False))
    standings = standing(metrics)
    return [(metric, standings[metric.pk]) for metric in metrics if metric.pk in standings]


def _weeks(metrics: list[int]) -> dict[int, list[tuple[date, float]]]:
    """Means of a week: what is counted by the day keeps the size of a day."""
    found: dict[int, list[tuple[date, float]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_BY_WEEK, [metrics, clock.today() - SHOWN])
        for metric, week, value in cursor.fetchall():
            found.setdefault(metric, []).append((week, value))
    return found


def _said(metric: Metric, value: float) -> str:
    return formatting.measured(value, metric.unit, metric.decimals)
