"""Feeds: set up, tried, read when their turn comes, forgotten."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from northing.kernel import clock
from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.kernel.rows import check
from northing.kernel.sealing import seal, unseal
from northing.metrics import policies
from northing.metrics.commands.bringing import Draft, make_metric
from northing.metrics.commands.observations import record_observations
from northing.metrics.commands.pulling.kinds import reader_of
from northing.metrics.commands.pulling.table import Limits, Pulled, series_of
from northing.metrics.models import Delivery, Feed, FeedKind, FeedSeries, Metric, Way
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.portfolio.models import Product

TASK = "northing.metrics.tasks.read_feed"
KEPT_BY = "Feeds are kept by owners and heads of product."
MOST_SERIES = 200
FIELDS = (
    "name",
    "kind",
    "address",
    "query",
    "every",
    "hour",
    "late_after",
    "most_rows",
    "most_seconds",
    "is_on",
)


@dataclass(frozen=True, slots=True)
class Tried:
    """What one reading would bring."""

    series: int
    values: int
    refused: int


def save_feed(
    *,
    actor: Member,
    feed: Feed | None = None,
    secret: str = "",
    product: Product | None = None,
    reason: str = "",
    **fields: Any,
) -> Feed:
    """Refused unless it can be read with this. An empty secret keeps the one that is known, for the same
    address. What it names goes to the metrics that are called so, else to new ones, about `product`."""
    _may(actor)
    feed = _filled(feed or Feed(), fields, secret)
    feed.kept_by = actor
    pulled = pull(feed) if feed.is_on or feed.pk is None else None
    with recorded(actor=actor, command="metrics.save_feed", reason=reason):
        if feed.pk and Feed.objects.select_for_update(of=("self",)).filter(pk=feed.pk).first() is None:
            raise NotVisible
        feed.next_at = clock.now()
        feed.tries, feed.trouble = 0, ""
        feed.save()
        if pulled is not None:
            _match(actor, feed, pulled, product)
    return feed


def try_feed(*, actor: Member, feed: Feed) -> Tried:
    """Read it as the worker would, and keep nothing. Refused with what is wrong."""
    _may(actor)
    pulled = pull(feed)
    return Tried(len(pulled.series), sum(map(len, pulled.series.values())), pulled.refused_count)


def send_to(*, actor: Member, series: FeedSeries, metric: Metric | None) -> FeedSeries:
    """Which metric it fills from now on; None leaves it out."""
    _may(actor)
    with recorded(actor=actor, command="metrics.send_to"):
        found = FeedSeries.objects.select_for_update(of=("self",)).filter(pk=series.pk).first()
        if found is None:
            raise NotVisible
        if metric and found.feed.series.exclude(pk=found.pk).filter(metric=metric).exists():
            raise Refused(metric=f"{metric.name} is filled by this feed already.")
        found.metric = metric
        found.save(update_fields=["metric"])
    return found


def ask_reading(*, actor: Member, feed: Feed) -> None:
    """Its turn is now; whatever failed before is forgotten."""
    _may(actor)
    Feed.objects.filter(pk=feed.pk, is_on=True).update(next_at=clock.now(), tries=0)


def read_due() -> None:
    """Feeds whose turn has come, each as work of its own: a slow one keeps no other waiting."""
    for pk in Feed.objects.filter(is_on=True, next_at__lte=clock.now()).values_list("pk", flat=True):
        with suppress(AlreadyEnqueued), transaction.atomic():
            app.configure_task(TASK, queueing_lock=f"feed-{pk}", lock=f"feed-{pk}").defer(feed_id=pk)


def forget_feed(*, actor: Member, feed: Feed) -> None:
    """Address, password and query go. The values that came stay."""
    _may(actor)
    with recorded(actor=actor, command="metrics.forget_feed"):
        Feed.objects.filter(pk=feed.pk).delete()


def read_feed(feed_id: int) -> Delivery | None:
    """One turn, in the name of whoever keeps it: what came stands in the log, as does why nothing did."""
    feed = Feed.objects.select_related("kept_by").filter(pk=feed_id, is_on=True).first()
    if feed is None:
        return None
    try:
        if not feed.kept_by.is_active or not policies.may_keep_feeds(feed.kept_by):
            raise Refused(f"{feed.kept_by.name}, in whose name it is read, may not keep feeds any more.")
        delivery = _take_in(feed, pull(feed))
    except (Refused, NotAllowed) as refusal:
        delivery = _failed(feed, str(refusal))
    now = clock.now()
    tries = feed.tries + 1 if delivery.failed else 0
    feed.tries = tries
    Feed.objects.filter(pk=feed.pk).update(
        read_at=now,
        tries=tries,
        trouble=delivery.trouble if delivery.failed else "",
        next_at=feed.again_after(now) if tries else feed.turn_after(now),
        came_at=now if delivery.created or delivery.changed else feed.came_at,
    )
    return delivery


def pull(feed: Feed) -> Pulled:
    """What it says now. Refused, in words for whoever keeps it, when it says nothing that can be read."""
    limits = Limits(feed.most_rows, feed.most_seconds)
    read = reader_of(sql=feed.kind == FeedKind.SQL, address=feed.address)
    pulled = series_of(read(feed.address, unseal(feed.secret), feed.query, limits))
    if not pulled.series:
        raise Refused("It answers, but with no values.")
    if len(pulled.series) > MOST_SERIES:
        raise Refused(f"It names {len(pulled.series):,} metrics; a feed has at most {MOST_SERIES}.")
    return pulled


def _take_in(feed: Feed, pulled: Pulled) -> Delivery:
    with recorded(actor=feed.kept_by, command="metrics.read_feed", reason=feed.name):
        known = {series.key: series for series in feed.series.all()}
        new = sorted(pulled.series.keys() - known.keys())
        FeedSeries.objects.bulk_create(FeedSeries(feed=feed, key=key[:200]) for key in new)
        points = {
            series.metric_id: pulled.series[key]
            for key, series in known.items()
            if series.metric_id and key in pulled.series
        }
        trouble = list(pulled.refused)
        if new:
            trouble.insert(0, f"New in it, and left out until you say where it goes: {', '.join(new)[:500]}")
        return record_observations(
            actor=feed.kept_by,
            points=points,
            way=Way.FEED,
            name=feed.name,
            feed=feed,
            refused=pulled.refused_count,
            trouble="\n".join(trouble),
        )


def _failed(feed: Feed, trouble: str) -> Delivery:
    return Delivery.objects.create(
        way=Way.FEED,
        name=feed.name,
        feed=feed,
        made_by=feed.kept_by,
        made_at=clock.now(),
        failed=True,
        trouble=trouble,
    )


def _match(actor: Member, feed: Feed, pulled: Pulled, product: Product | None) -> None:
    known = set(feed.series.values_list("key", flat=True))
    named = {metric.name.lower(): metric for metric in Metric.objects.visible_to(actor)}
    for key, points in pulled.series.items():
        if key in known:
            continue
        name = " ".join(key.replace("_", " ").split())
        metric = named.get(name.lower())
        if metric is None:
            draft = Draft(name[:1].upper() + name[1:], product=product, points=points)
            metric = make_metric(actor, draft)
        FeedSeries.objects.create(feed=feed, key=key[:200], metric=metric)


def _filled(feed: Feed, fields: dict[str, Any], secret: str) -> Feed:
    before = feed.address
    for name in FIELDS:
        if name in fields:
            value = fields[name]
            setattr(feed, name, value.strip() if isinstance(value, str) else value)
    if feed.kind == FeedKind.SQL and not feed.query:
        raise Refused(query="Write the query that is asked.")
    if secret:
        feed.secret = seal(secret)
    elif feed.address != before:
        feed.secret = ""
    check(feed, exclude=["kept_by", "next_at", "secret", "read_at", "came_at"])
    return feed


def _may(actor: Member) -> None:
    if not policies.may_keep_feeds(actor):
        raise NotAllowed(KEPT_BY)
