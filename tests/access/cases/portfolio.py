"""How to ask for the pages of products and lines."""

from northing.portfolio import commands
from northing.portfolio.models import Product
from tests.access.scene import Call, Case, Scene
from tests.conftest import World


def prepare(world: World) -> Product:
    """A product that only oscar and the heads know of."""
    return commands.create_product(actor=world.hana, name="Safe", owner=world.oscar, restricted=True)


def _seen(scene: Scene) -> Call:
    """ "other" stands for a restricted product."""
    return Call({"pk": scene.stock.pk if scene.relation == "other" else scene.product.pk})


CASES: dict[str, Case] = {
    "portfolio:product": _seen,
    "portfolio:change_product": lambda scene: Call(
        {"pk": scene.product.pk, "field": "description"}, {"description": "Said anew"}
    ),
    "portfolio:change_stage": lambda scene: Call(
        {"pk": scene.product.pk}, {"stage": "growth", "reason": "It grows"}
    ),
    "portfolio:new_product POST": lambda _: Call(
        data={"name": "Ledger", "stage": "concept", "business_role": "option"}
    ),
    "portfolio:new_line POST": lambda _: Call(data={"name": "Analytics", "mark": "triangle"}),
    "portfolio:line": lambda scene: Call({"pk": scene.world.line.pk}),
    "portfolio:change_line": lambda scene: Call(
        {"pk": scene.world.line.pk, "field": "name"}, {"name": "Payments, renamed"}
    ),
}
