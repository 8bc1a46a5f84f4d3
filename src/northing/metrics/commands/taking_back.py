"""Taking back what one delivery brought, as a whole."""

from typing import Any

from django.db import connection, router
from django.db.models.deletion import Collector, ProtectedError, RestrictedError

from northing.kernel import clock
from northing.kernel.errors import NotVisible, Refused
from northing.metrics.commands.adding_up import add_up
from northing.metrics.commands.observations import hold_metrics
from northing.metrics.commands.watching import ask_watching
from northing.metrics.models import Delivery, DeliveryPart, Metric, Observation
from northing.organisation.history import recorded
from northing.organisation.models import Member

_PARTS = """
WITH parts AS (
    SELECT part.metric_id, said.day, said.before, said.after
    FROM metrics_deliverypart AS part, unnest(part.days, part.before, part.after) AS said (day, before, after)
    WHERE part.delivery_id = %(delivery)s
)"""
_CHANGED = f"""{_PARTS}
SELECT parts.metric_id, parts.day FROM parts LEFT JOIN metrics_observation AS known USING (metric_id, day)
WHERE known.value IS DISTINCT FROM parts.after ORDER BY parts.day LIMIT 1"""  # noqa: S608  our own words
_RESTORE = f"""{_PARTS}, gone AS (
    DELETE FROM metrics_observation AS known USING parts
    WHERE parts.before IS NULL AND known.metric_id = parts.metric_id AND known.day = parts.day
), forgotten AS (
    DELETE FROM metrics_restatement AS old USING parts
    WHERE old.metric_id = parts.metric_id AND old.day = parts.day AND old.restated_at = %(made_at)s
)
UPDATE metrics_observation AS known SET value = parts.before FROM parts
WHERE parts.before IS NOT NULL AND known.metric_id = parts.metric_id AND known.day = parts.day"""  # noqa: S608


def take_back(*, actor: Member, delivery: Delivery) -> int:
    """What it brought goes and what it replaced comes back; metrics that were made for it go as well, where
    nothing else was said of them since. How many values changed."""
    with recorded(actor=actor, command="metrics.take_back", reason=f"Undo {delivery.name}"):
        found = Delivery.objects.select_for_update(of=("self",)).filter(pk=delivery.pk).first()
        if found is None or not (actor.runs_the_place or found.made_by_id == actor.pk):
            raise NotVisible
        if not found.may_be_undone:
            raise Refused("There is nothing of it left to take back.")
        metrics = list(found.parts.values_list("metric_id", flat=True))
        hold_metrics(actor, metrics)
        _restore(found)
        ask_watching([*metrics, *add_up(metrics)])
        found.undone_at = clock.now()
        found.save(update_fields=["undone_at"])
        _remove_unused(found.made_metrics)
    return found.created + found.changed


def _restore(delivery: Delivery) -> None:
    said: dict[str, Any] = {"delivery": delivery.pk, "made_at": delivery.made_at}
    with connection.cursor() as cursor:
        cursor.execute(_CHANGED, said)
        if changed := cursor.fetchone():
            name = Metric.objects.get(pk=changed[0]).name
            raise Refused(f"{name} has another value on {changed[1]:%Y-%m-%d} since. Change it back by hand.")
        cursor.execute(_RESTORE, said)


def _remove_unused(made: list[int]) -> None:
    """Metrics of which nothing is known but that they were made."""
    full = set(Observation.objects.filter(metric__in=made).values_list("metric_id", flat=True).distinct())
    for metric in Metric.objects.filter(pk__in=set(made) - full):
        collector = Collector(using=router.db_for_write(Metric), origin=metric)
        try:
            collector.collect([metric])
        except (ProtectedError, RestrictedError):
            continue
        loaded = {model for model, rows in collector.data.items() if rows}
        hanging = {rows.model for rows in collector.fast_deletes if rows.exists()}
        if not (loaded | hanging) - {Metric, DeliveryPart}:
            metric.delete()
