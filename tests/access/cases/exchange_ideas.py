"""How to ask for the pages on which ideas are brought in from a spreadsheet."""

from django.core.files.uploadedfile import SimpleUploadedFile

from northing.exchange.ideas.files import SHELF
from northing.exchange.waiting import Waiting
from tests.access.scene import ACTORS, Call, Case, Scene
from tests.conftest import World

TABLE = "Idea,Team,Effort\nRefund in parts,Billing Core,3\n"
OTHERS = {"owner": "head", "head": "manager", "manager": "head", "member": "manager"}


def prepare(world: World) -> dict[str, Waiting]:
    """A waiting file of everybody who may bring one, by role."""
    return {
        role: SHELF.receive(actor=world.cast[name], upload=SimpleUploadedFile("a.csv", TABLE.encode()))
        for role, name in ACTORS.items()
        if role in OTHERS
    }


def _own(scene: Scene) -> Call:
    mine = scene.role if scene.role in scene.stock else "manager"
    waiting = scene.stock[mine if scene.relation == "own" else OTHERS[mine]]
    # A cell that was played before has forgotten it, and files are not rolled back.
    waiting.path.write_text(TABLE)
    return Call({"token": waiting.token}, {"bring": "1"})


CASES: dict[str, Case] = {
    "exchange:ideas POST": lambda _: Call(data={"table": TABLE}),
    "exchange:ideas_file GET": lambda scene: Call(_own(scene).kwargs),
    "exchange:ideas_file POST": _own,
    "exchange:ideas_discard": _own,
}
