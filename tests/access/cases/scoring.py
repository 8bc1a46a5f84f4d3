"""How to ask for the pages that set how candidates are scored."""

from northing.planning.commands import scoring as commands
from northing.planning.models import Driver, Method, ScoreModel
from tests.access.scene import Call, Case, Scene
from tests.conftest import World

SAID = {"name": "Another", "method": "wsjf", "reach_of": "users", "reach_per": "quarter"}
DRIVER = {"name": "Fit", "weight": "2", "worst": "0", "best": "5"}


def prepare(world: World) -> dict[str, ScoreModel | Driver]:
    commands.first_score_model(actor=world.hana)
    weighted = commands.create_score_model(actor=world.hana, name="Drivers", method=Method.WEIGHTED)
    driver = commands.add_driver(actor=world.hana, score_model=weighted, name="Risk", weight=1)
    return {"weighted": weighted, "driver": driver}


def _weighted(scene: Scene) -> Call:
    return Call({"pk": scene.stock["weighted"].pk})


def _driver(scene: Scene) -> Call:
    return Call({"pk": scene.stock["driver"].pk}, DRIVER)


CASES: dict[str, Case] = {
    "planning:new_score_model POST": lambda _: Call(data=SAID),
    "planning:score_model": _weighted,
    "planning:change_score_model GET": _weighted,
    "planning:change_score_model POST": lambda scene: Call({"pk": scene.stock["weighted"].pk}, SAID),
    "planning:write_formula": lambda scene: Call({"pk": scene.stock["weighted"].pk}, {"formula": "reach"}),
    "planning:show_score_first": _weighted,
    "planning:archive_score_model": _weighted,
    "planning:new_driver": lambda scene: Call({"pk": scene.stock["weighted"].pk}, DRIVER),
    "planning:driver": _driver,
    "planning:remove_driver": _driver,
}
