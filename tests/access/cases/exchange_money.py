"""How to ask for the pages on which budgets and actuals are brought in."""

from django.core.files.uploadedfile import SimpleUploadedFile

from northing.exchange.money.files import SHELF
from northing.exchange.waiting import Waiting
from tests.access.scene import ACTORS, Call, Case, Scene
from tests.conftest import World

TABLE = "product,quarter,purpose,budget,actual\nBilling,Q1 2026,revenue,10,20\n"
OTHERS = {"owner": "head", "head": "owner"}


def prepare(world: World) -> dict[str, Waiting]:
    """A waiting file of everybody who may bring one, by role."""
    return {
        role: SHELF.receive(actor=world.cast[name], upload=SimpleUploadedFile("a.csv", TABLE.encode()))
        for role, name in ACTORS.items()
        if role in OTHERS
    }


def _own(scene: Scene) -> Call:
    mine = scene.role if scene.role in scene.stock else "head"
    waiting = scene.stock[mine if scene.relation == "own" else OTHERS[mine]]
    # A cell that was played before has forgotten it, and files are not rolled back.
    waiting.path.write_text(TABLE)
    return Call({"token": waiting.token}, {"bring": "1"})


CASES: dict[str, Case] = {
    "exchange:money POST": lambda _: Call(data={"table": TABLE}),
    "exchange:money_file GET": lambda scene: Call(_own(scene).kwargs),
    "exchange:money_file POST": _own,
    "exchange:money_discard": _own,
}
