"""How to ask for the pages on which customers are brought in from a file."""

from django.core.files.uploadedfile import SimpleUploadedFile

from northing.exchange.customers import files
from northing.exchange.waiting import Waiting
from tests.access.scene import ACTORS, Call, Case, Scene
from tests.conftest import World

TABLE = "Name,Country\nBrandt,Germany\n"


def prepare(world: World) -> dict[str, Waiting]:
    """A waiting file of everybody who may bring one, by role."""
    return {
        role: files.SHELF.receive(actor=world.cast[name], upload=SimpleUploadedFile("a.csv", TABLE.encode()))
        for role, name in ACTORS.items()
        if role in {"owner", "head", "manager"}
    }


def _own(scene: Scene) -> Call:
    others = {"owner": "head", "head": "manager", "manager": "head"}
    mine = scene.role if scene.role in scene.stock else "manager"
    waiting = scene.stock[mine if scene.relation == "own" else others[mine]]
    waiting.path.write_text(
        TABLE
    )  # a cell that was played before has forgotten it, and files are not rolled back
    return Call({"token": waiting.token})


CASES: dict[str, Case] = {
    "exchange:customers POST": lambda _: Call(data={"table": TABLE}),
    "exchange:customers_file": _own,
    "exchange:customers_discard": _own,
}
