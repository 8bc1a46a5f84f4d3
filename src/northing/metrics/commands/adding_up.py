"""A metric of no product that adds up over products: worked out from those of its name that products have.

What restricted products have is left out, since the whole is seen by everybody.
"""

from collections.abc import Collection
from typing import Any

from django.db import connection

from northing.kernel import clock
from northing.metrics.models import Factor, MadeOf, Metric, OverProducts, SourceKind
from northing.organisation.history import recorded

_WHOLES = """
SELECT DISTINCT whole.id FROM metrics_metric AS whole JOIN metrics_metric AS part
    ON lower(part.name) = lower(whole.name) AND part.grain = whole.grain AND part.unit = whole.unit
    JOIN portfolio_product AS product ON product.id = part.product_id AND NOT product.restricted
WHERE whole.product_id IS NULL AND whole.over_products <> 'none' AND NOT whole.archived
    AND (whole.id = ANY(%(metrics)s) OR part.id = ANY(%(metrics)s))
"""
_PARTS = """
SELECT part.id, part.archived FROM metrics_metric AS whole JOIN metrics_metric AS part
    ON lower(part.name) = lower(whole.name) AND part.grain = whole.grain AND part.unit = whole.unit
    JOIN portfolio_product AS product ON product.id = part.product_id AND NOT product.restricted
WHERE whole.id = %s ORDER BY part.id
"""
# A day counts when every part that had begun by then has a value; one that was put away, where it has one.
_ADD_UP = """
WITH parts AS (
    SELECT part.id, kept, (SELECT min(day) FROM metrics_observation WHERE metric_id = part.id) AS began
    FROM unnest(%(parts)s::bigint[], %(kept)s::boolean[]) AS part (id, kept)
), said AS (
    SELECT known.day, {added} AS value
    FROM metrics_observation AS known JOIN parts ON parts.id = known.metric_id
    GROUP BY known.day
    HAVING count(*) FILTER (WHERE kept) = (
        SELECT count(*) FROM parts AS had WHERE had.kept AND had.began <= known.day)
), different AS MATERIALIZED (
    SELECT said.day, said.value, known.value AS before FROM said
    LEFT JOIN metrics_observation AS known ON known.metric_id = %(whole)s AND known.day = said.day
    WHERE known.value IS DISTINCT FROM said.value
), restated AS (
    INSERT INTO metrics_restatement (metric_id, day, value, restated_at, reason)
    SELECT %(whole)s, day, before, %(now)s, 'Its products were restated' FROM different WHERE before IS NOT NULL
), gone AS (
    DELETE FROM metrics_observation AS known
    WHERE known.metric_id = %(whole)s AND known.day >= (SELECT min(began) FROM parts)
        AND known.day NOT IN (SELECT day FROM said)
)
INSERT INTO metrics_observation (metric_id, day, value, recorded_at)
SELECT %(whole)s, day, value, %(now)s FROM different
ON CONFLICT (metric_id, day) DO UPDATE SET value = EXCLUDED.value
"""
_ADDED = {OverProducts.SUM: "sum(known.value)", OverProducts.MEAN: "avg(known.value)"}


def add_up(metrics: Collection[int]) -> list[int]:
    """The wholes of these metrics, or these themselves, anew from their products; answers which they were."""
    with connection.cursor() as cursor:
        cursor.execute(_WHOLES, {"metrics": list(metrics)})
        wholes = Metric.objects.select_for_update().filter(pk__in=[pk for (pk,) in cursor.fetchall()])
    found = list(wholes.order_by("pk"))
    for whole in found:
        _add_up(whole)
    return [whole.pk for whole in found]


def _add_up(whole: Metric) -> None:
    with recorded(actor=None, command="metrics.add_up"), connection.cursor() as cursor:
        cursor.execute(_PARTS, [whole.pk])
        parts = cursor.fetchall()
        said: dict[str, Any] = {
            "whole": whole.pk,
            "parts": [pk for pk, _ in parts],
            "kept": [not archived for _, archived in parts],
            "now": clock.now(),
        }
        cursor.execute(_ADD_UP.format(added=_ADDED[OverProducts(whole.over_products)]), said)
        if whole.source != SourceKind.PARTS:
            whole.source = SourceKind.PARTS
            whole.save(update_fields=["source"])
        if whole.over_products == OverProducts.SUM:
            _grow_tree(whole, [pk for pk, archived in parts if not archived])


def _grow_tree(whole: Metric, parts: Collection[int]) -> None:
    """A sum over products is made of them, unless somebody said that it is made of something else."""
    known = set(Factor.objects.filter(whole=whole).values_list("part", flat=True))
    if whole.made_of == MadeOf.PRODUCT or not known <= set(parts):
        return
    if whole.made_of != MadeOf.SUM:
        whole.made_of = MadeOf.SUM
        whole.save(update_fields=["made_of"])
    for position, part in enumerate(parts):
        if part not in known:
            Factor.objects.create(whole=whole, part_id=part, position=position)
