"""How to ask for metrics: the own one, another, and one of a restricted product."""

from dataclasses import dataclass
from datetime import date

from northing.metrics import commands
from northing.metrics.models import Metric, Target
from northing.portfolio import commands as portfolio
from tests.access.scene import Call, Case, Scene
from tests.conftest import World

BY = date(2026, 12, 31)


@dataclass(frozen=True)
class Stock:
    """A metric of each of the cast, by owner; `hidden` is one of a restricted product. Each with its target."""

    own: dict[int, Metric]
    hidden: Metric
    targets: dict[int, Target]


def prepare(world: World) -> Stock:
    hana = world.hana
    vault = portfolio.create_product(actor=hana, name="Counting room", owner=hana, restricted=True)
    own = {
        member.pk: commands.create_metric(actor=hana, name=f"{member.name}’s number", owner=member)
        for member in world.cast.values()
    }
    hidden = commands.create_metric(actor=hana, name="Hidden number", product=vault, owner=world.oscar)
    targets = {
        metric.pk: commands.set_target(actor=hana, metric=metric, by=BY, value=5)
        for metric in (*own.values(), hidden)
    }
    return Stock(own, hidden, targets)


def which(scene: Scene) -> Metric:
    stock: Stock = scene.stock
    colleague = scene.world.tim if scene.role == "manager" else scene.world.mara
    metric: Metric = scene.pick(stock.own[scene.actor.pk], stock.own[colleague.pk], stock.hidden)
    return metric


def one(**data: object) -> Case:
    return lambda scene: Call({"pk": which(scene).pk}, dict(data))


def target(scene: Scene) -> Call:
    return Call({"pk": scene.stock.targets[which(scene).pk].pk})


METRIC = {"name": "New number", "decimals": 0, "direction": "up", "grain": "day", "over_time": "sum"}
CASES: dict[str, Case] = {
    "metrics:new_metric POST": lambda _: Call({}, METRIC),
    "metrics:metric": one(),
    "metrics:moved": one(),
    "strategy:hangs_on": one(),
    "metrics:change_metric": one(**METRIC),
    "metrics:archive_metric": one(),
    "metrics:type_value": one(day="2026-05-01", value="5"),
    "metrics:made_of": one(made_of=""),
    "metrics:set_target": one(by="2026-11-30", value="5"),
    "metrics:drop_target": target,
}
