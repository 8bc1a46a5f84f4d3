"""How to ask for what brings values of metrics in: feeds, files, programs."""

import sqlite3
from dataclasses import dataclass

from northing.metrics import commands
from northing.metrics.commands.pulling.folder import folder
from northing.metrics.models import Delivery, Feed, FeedSeries, Metric, Way
from northing.portfolio.models import Product
from tests.access.scene import ACTORS, Call, Case, Scene
from tests.conftest import NOW, World

JSON = "application/json"
FEED = {"kind": "sql", "address": "sqlite:access.db", "query": "SELECT * FROM kpi", "every": "day", "hour": 6,
        "late_after": 2, "most_rows": 100, "most_seconds": 5, "is_on": ""}  # fmt: skip


@dataclass(frozen=True)
class Stock:
    metric: Metric
    hidden: Metric
    feed: Feed
    series: FeedSeries
    deliveries: dict[str, Delivery]
    """Of everybody who may bring a file, by role."""


def prepare(world: World) -> Stock:
    path = folder() / "access.db"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE kpi AS SELECT '2026-01-01' AS day, 5 AS refunds")
    database.close()
    vault = Product.objects.create(name="Bastion", owner=world.oscar, restricted=True)
    metric = commands.create_metric(actor=world.hana, name="Signups")
    hidden = commands.create_metric(actor=world.hana, name="Unheard of", product=vault)
    feed = commands.save_feed(actor=world.hana, **{**FEED, "name": "Warehouse", "is_on": False})
    deliveries = {
        role: commands.record_observations(
            actor=world.cast[name],
            points={metric.pk: {NOW.date().replace(day=day): 1.0}},
            way=Way.FILE,
            name="a.csv",
        )
        for day, (role, name) in enumerate(ACTORS.items(), start=1)
        if role in {"owner", "head", "manager"}
    }
    return Stock(metric, hidden, feed, feed.series.get(), deliveries)


def _delivery(scene: Scene) -> Call:
    others = {"owner": "head", "head": "manager", "manager": "head"}
    mine = scene.role if scene.role in others else "manager"
    return Call({"pk": scene.stock.deliveries[mine if scene.relation == "own" else others[mine]].pk})


def _feed(scene: Scene) -> Call:
    return Call({"pk": scene.stock.feed.pk})


def _metric(scene: Scene) -> Call:
    return Call({"pk": scene.pick(scene.stock.metric, scene.stock.metric, scene.stock.hidden).pk})


CASES: dict[str, Case] = {
    "metrics:new_feed POST": lambda _: Call(data={**FEED, "name": "Another"}),
    "metrics:feed": _feed,
    "metrics:change_feed GET": _feed,
    "metrics:change_feed POST": lambda scene: Call(_feed(scene).kwargs, {**FEED, "name": "Renamed"}),
    "metrics:try_feed POST": _feed,
    "metrics:read_now POST": _feed,
    "metrics:forget_feed POST": _feed,
    "metrics:destination GET": lambda scene: Call({"pk": scene.stock.series.pk}),
    "metrics:destination POST": lambda scene: Call({"pk": scene.stock.series.pk}, {"metric": ""}),
    "metrics:take_back POST": _delivery,
    "api:metrics POST": lambda _: Call(data='{"name": "Refund rate"}', content_type=JSON),
    "api:observe POST": lambda _: Call(
        data='{"observations": [{"metric": "Signups", "day": "2026-05-04", "value": 7}]}', content_type=JSON
    ),
    "api:observations": _metric,
}
