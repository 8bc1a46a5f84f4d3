"""Where each series of a table goes: to the metric that is called so, or a new one, as a person said of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from zlib import crc32

from django.db.models import TextChoices

from northing.exchange.observations.naming import same
from northing.exchange.observations.rows import Read, Series
from northing.kernel.errors import Refused
from northing.metrics.commands import Arrived, Draft, guess, look_at_observations
from northing.metrics.models import Metric
from northing.organisation.models import Member
from northing.portfolio.models import Product

Choice = TypeVar("Choice", bound=TextChoices)


@dataclass(frozen=True, slots=True)
class Going:
    """One line of the preview. `field` begins the names of its form's fields; `draft` is None when left out."""

    field: str
    said: str
    series: Series
    draft: Draft | None
    arrived: Arrived

    @property
    def is_new(self) -> bool:
        return self.draft is not None and self.draft.metric is None

    @property
    def first(self) -> date:
        return min(self.series.points)

    @property
    def last(self) -> date:
        return max(self.series.points)


class Destinations:
    """The metrics that an actor may fill, by name; with the product's behind it where two share one."""

    def __init__(self, actor: Member) -> None:
        self._metrics: dict[str, Metric | None] = {}
        self._products = {product.name.lower(): product for product in Product.objects.visible_to(actor)}
        for metric in Metric.objects.visible_to(actor).select_related("product"):
            self._metrics[same(metric.name)] = None if same(metric.name) in self._metrics else metric
            if metric.product:
                self._metrics[same(f"{metric.name}, {metric.product.name}")] = metric

    @property
    def names(self) -> list[str]:
        """What can be typed."""
        return sorted({_called(metric, self._metrics) for metric in self._metrics.values() if metric})

    def of(self, read: Read, asked: Mapping[str, str], product: Product | None) -> list[Going]:
        """Every series of the file with where it goes and what would happen there."""
        found = []
        for key, series in read.series.items():
            field = f"s{crc32(key.encode()):08x}"
            said = asked.get(f"{field}_to", self._proposed(series)).strip()
            draft = self._draft(field, said, series, asked, product) if said else None
            found.append((field, said, series, draft))
        known = {draft.metric.pk: draft.points for *_, draft in found if draft and draft.metric}
        looked = look_at_observations(known)
        return [
            Going(
                field,
                said,
                series,
                draft,
                looked[draft.metric.pk] if draft and draft.metric else Arrived(created=len(series.points)),
            )
            for field, said, series, draft in found
        ]

    def _proposed(self, series: Series) -> str:
        with_product = f"{series.name}, {series.product}"
        if series.product and self._metrics.get(same(with_product)):
            return with_product
        metric = self._metrics.get(same(series.name))
        return metric.name if metric else (with_product if series.product else series.name)

    def _draft(
        self, field: str, said: str, series: Series, asked: Mapping[str, str], product: Product | None
    ) -> Draft:
        metric = self._metrics.get(same(said))
        if metric is None and same(said) in self._metrics:
            raise Refused(f"Several metrics are called {said}. Say which: name, product.")
        if metric is not None:
            return Draft(metric.name, metric, points=series.points)
        own = self._products.get(series.product.lower()) if series.product else None
        name = said.removesuffix(f", {series.product}") if own else said
        unit = asked.get(f"{field}_unit", series.unit).strip()[:20]
        found = guess(name, unit, series.points)
        return Draft(
            name,
            unit=unit,
            product=own or product,
            direction=_one_of(asked.get(f"{field}_better"), found.direction),
            over_time=_one_of(asked.get(f"{field}_over"), found.over_time),
            points=series.points,
        )


def _called(metric: Metric, by: Mapping[str, Metric | None]) -> str:
    alone = by.get(same(metric.name)) is not None
    return metric.name if alone or not metric.product else f"{metric.name}, {metric.product.name}"


def _one_of(said: str | None, otherwise: Choice) -> Choice:
    kind = type(otherwise)
    return kind(said) if said in kind.values else otherwise
