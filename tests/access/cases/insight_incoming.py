"""How to add feedback by hand, and how to say what kind it is. "Other" is about a restricted product."""

from dataclasses import dataclass

from northing.insight import commands
from northing.insight.models import Feedback
from northing.portfolio.models import Product
from tests.access.scene import Call, Case, Scene
from tests.conftest import World


@dataclass(frozen=True)
class Stock:
    piece: Feedback
    hidden: Feedback


def prepare(world: World) -> Stock:
    vault = Product.objects.create(name="Safe deposit", owner=world.oscar, restricted=True)
    return Stock(
        piece=commands.add_feedback(actor=world.hana, text="We refund one line"),
        hidden=commands.add_feedback(actor=world.hana, text="Unheard of", product=vault),
    )


def _kind(scene: Scene) -> Call:
    found = scene.pick(scene.stock.piece, scene.stock.piece, scene.stock.hidden)
    return Call({"pk": found.pk}, {"kind": "request"})


CASES: dict[str, Case] = {
    "insight:add POST": lambda _scene: Call(data={"text": "We refund one line"}),
    "insight:say_kind": _kind,
}
