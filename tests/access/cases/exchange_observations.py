"""How to ask for the pages on which values of metrics are brought in from a file."""

from django.core.files.uploadedfile import SimpleUploadedFile

from northing.exchange.observations.files import SHELF
from northing.exchange.waiting import Waiting
from tests.access.scene import ACTORS, Call, Case, Scene
from tests.conftest import World

TABLE = "Day,Signups\n2026-01-01,3\n"


def prepare(world: World) -> dict[str, Waiting]:
    """A waiting file of everybody who may bring one, by role."""
    return {
        role: SHELF.receive(actor=world.cast[name], upload=SimpleUploadedFile("a.csv", TABLE.encode()))
        for role, name in ACTORS.items()
        if role in {"owner", "head", "manager"}
    }


def _own(scene: Scene) -> Call:
    others = {"owner": "head", "head": "manager", "manager": "head"}
    mine = scene.role if scene.role in scene.stock else "manager"
    waiting = scene.stock[mine if scene.relation == "own" else others[mine]]
    # A cell that was played before has forgotten it, and files are not rolled back.
    waiting.path.write_text(TABLE)
    return Call({"token": waiting.token}, {"bring": "1"})


CASES: dict[str, Case] = {
    "exchange:observations POST": lambda _: Call(data={"table": TABLE}),
    "exchange:observations_file GET": lambda scene: Call(_own(scene).kwargs),
    "exchange:observations_file POST": _own,
    "exchange:observations_discard": _own,
}
