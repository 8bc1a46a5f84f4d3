"""Where values come from: the feeds, what came of each reading, and what is late."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from northing.kernel import clock
from northing.kernel.errors import NotVisible
from northing.metrics.models import Delivery, Feed, FeedSeries, Grain, Metric, Observation
from northing.organisation.models import Member

LOGGED = 30
LENGTHS = {Grain.DAY: 1, Grain.WEEK: 7, Grain.MONTH: 31, Grain.QUARTER: 92}
"""Days that a value of this grain stands for, from the day that names it."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where one metric's values come from by themselves. `late` counts days beyond what its feed promises."""

    metric: Metric
    feed: Feed
    key: str
    newest: date | None
    late: int


@dataclass(frozen=True, slots=True)
class FeedLine:
    """A feed, as the list shows it. `late`: those of its metrics whose newest value is too old."""

    feed: Feed
    sources: list[Source]
    late: list[Source]
    left_out: int


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """A column or name of a feed's answer; `source` when it fills a metric."""

    series: FeedSeries
    source: Source | None


def feed_lines() -> list[FeedLine]:
    """By name."""
    by = defaultdict[int, list[Source]](list)
    for source in sources():
        by[source.feed.pk].append(source)
    unfilled = FeedSeries.objects.filter(metric=None).values_list("feed", flat=True)
    left_out = list(unfilled)
    return [
        FeedLine(feed, by[feed.pk], [one for one in by[feed.pk] if one.late], left_out.count(feed.pk))
        for feed in Feed.objects.select_related("kept_by")
    ]


def sources(metrics: Collection[int] | None = None) -> list[Source]:
    """Of these metrics, or of all, those that a feed fills."""
    newest = Observation.objects.filter(metric=OuterRef("metric")).order_by("-day").values("day")[:1]
    filled = FeedSeries.objects.filter(metric__isnull=False).select_related("metric", "feed__kept_by")
    if metrics is not None:
        filled = filled.filter(metric__in=metrics)
    return [
        Source(one.metric, one.feed, one.key, one.newest, _late(one.metric, one.feed, one.newest))
        for one in filled.annotate(newest=Subquery(newest)).order_by("metric__name")
        if one.metric
    ]


def late_sources(actor: Member) -> list[Source]:
    """What the actor may see of what is late, the latest first."""
    seen = set(Metric.objects.visible_to(actor).values_list("pk", flat=True))
    late = [one for one in sources() if one.late and one.metric.pk in seen]
    return sorted(late, key=lambda one: -one.late)


def source_of(metric: Metric) -> Source | None:
    return next(iter(sources([metric.pk])), None)


def feed(pk: int) -> Feed:
    found = Feed.objects.select_related("kept_by").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def series(pk: int) -> FeedSeries:
    found = FeedSeries.objects.select_related("feed", "metric").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def series_lines(feed: Feed) -> list[SeriesLine]:
    """In the order of their names in the answer."""
    known = {one.key: one for one in sources() if one.feed.pk == feed.pk}
    return [SeriesLine(one, known.get(one.key)) for one in feed.series.select_related("metric")]


def deliveries(actor: Member, feed: Feed | None = None) -> list[Delivery]:
    """The newest first: of a feed, or all that the actor may know of."""
    found: QuerySet[Delivery] = Delivery.objects.select_related("made_by")
    if feed is not None:
        found = found.filter(feed=feed)
    elif not actor.runs_the_place:
        found = found.filter(made_by=actor)
    return list(found[:LOGGED])


def delivery(actor: Member, pk: int) -> Delivery:
    found = Delivery.objects.filter(pk=pk).first()
    if found is None or not (actor.runs_the_place or found.made_by_id == actor.pk):
        raise NotVisible
    return found


def _late(metric: Metric, feed: Feed, newest: date | None) -> int:
    if newest is None or not feed.is_on:
        return 0
    days = (clock.today() - newest).days - (LENGTHS[Grain(metric.grain)] - 1) - feed.late_after
    return max(0, days)
