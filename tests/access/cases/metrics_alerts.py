"""How to ask for the pages of alerts."""

from dataclasses import dataclass
from datetime import date

from northing.kernel import clock
from northing.metrics import commands
from northing.metrics.models import Alert
from northing.organisation.models import Member
from northing.portfolio import commands as portfolio
from tests.access.scene import Call, Case, Scene
from tests.conftest import World


@dataclass(frozen=True)
class Stock:
    """An alert that each of the cast is asked to look at; `hidden` is one of a restricted product."""

    own: dict[int, Alert]
    hidden: Alert


def prepare(world: World) -> Stock:
    cellar = portfolio.create_product(actor=world.hana, name="Wine cellar", owner=world.oscar, restricted=True)
    margin = commands.create_metric(actor=world.hana, name="Margin", product=cellar, owner=world.oscar)
    own = {member.pk: _alert(world, member) for member in world.cast.values()}
    return Stock(own, _alert(world, world.oscar, margin.pk))


def _alert(world: World, assignee: Member, metric: int | None = None) -> Alert:
    if metric is None:
        metric = commands.create_metric(actor=world.hana, name=f"{assignee.name}’s", owner=world.hana).pk
    day = date(2026, 5, 30)
    return Alert.objects.create(
        metric_id=metric, since=day, last_on=day, noticed_at=clock.now(), size=-2, value=95,
        expected_low=97, expected_high=99, assignee=assignee,
    )  # fmt: skip


def _of_alert(scene: Scene, **data: object) -> Call:
    stock = scene.stock
    colleague = scene.world.mara if scene.actor == scene.world.tim else scene.world.tim
    found: Alert = scene.pick(stock.own[scene.actor.pk], stock.own[colleague.pk], stock.hidden)
    return Call({"pk": found.pk}, data)


def _reopened(scene: Scene) -> Call:
    call = _of_alert(scene)
    Alert.objects.filter(pk=call.kwargs["pk"]).update(state="over")
    return call


CASES: dict[str, Case] = {
    "metrics:assign_alert": lambda scene: _of_alert(scene, assignee=scene.world.hana.pk),
    "metrics:snooze_alert": lambda scene: _of_alert(scene, until="2026-06-09"),
    "metrics:explain_alert": lambda scene: _of_alert(scene, cause="A bank holiday"),
    "metrics:reopen_alert": _reopened,
}
