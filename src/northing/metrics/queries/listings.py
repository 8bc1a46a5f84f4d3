"""Metrics and their values as the API gives them, a page at a time, by cursor."""

from datetime import date

from northing.kernel.errors import NotVisible, Refused
from northing.kernel.paging import cursor, values_of
from northing.metrics.models import Metric, Observation
from northing.organisation.models import Member
from northing.portfolio.models import Product


def metric_page(actor: Member, *, after: str, limit: int) -> tuple[list[Metric], str | None]:
    """In the order in which they were made."""
    metrics = Metric.objects.visible_to(actor)
    if after:
        metrics = metrics.filter(pk__gt=values_of(after, int)[0])
    rows = list(metrics.order_by("pk")[: limit + 1])
    return rows[:limit], cursor([rows[limit - 1].pk]) if len(rows) > limit else None


def observation_page(
    actor: Member, pk: int, *, since: date | None, after: str, limit: int
) -> tuple[list[Observation], str | None]:
    """Oldest first."""
    if not Metric.objects.visible_to(actor).filter(pk=pk).exists():
        raise NotVisible
    values = Observation.objects.filter(metric=pk)
    if since is not None:
        values = values.filter(day__gte=since)
    if after:
        try:
            last = date.fromisoformat(str(values_of(after, str)[0]))
        except ValueError as error:
            raise Refused(cursor=f"{after!r} is not a cursor that this list handed out.") from error
        values = values.filter(day__gt=last)
    rows = list(values.order_by("day")[: limit + 1])
    return rows[:limit], cursor([rows[limit - 1].day.isoformat()]) if len(rows) > limit else None


def product_named(actor: Member, pk: int | None) -> Product | None:
    """Refused with the field's name, since the id came in a request."""
    if pk is None:
        return None
    found = Product.objects.visible_to(actor).filter(pk=pk).first()
    if found is None:
        raise Refused(product=f"There is no product {pk}.")
    return found
