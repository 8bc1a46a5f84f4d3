"""How to ask for the best plan: own is one of a scenario that the product manager made."""

from northing.kernel import clock
from northing.planning import commands
from northing.planning.models import SelectionRun
from tests.access.scene import Call, Case, Scene
from tests.conftest import World

Stock = dict[str, SelectionRun]


def prepare(world: World) -> Stock:
    SelectionRun.objects.create(asked_at=clock.now(), state="done", value=1.0, bound=1.0)
    return {who: _run(world, who) for who in ("mara", "hana")}


def _run(world: World, who: str) -> SelectionRun:
    scenario = commands.new_scenario(actor=world.cast[who], name=f"Best of {who}")
    return SelectionRun.objects.create(
        scenario=scenario, asked_at=clock.now(), state="done", value=1.0, bound=1.0
    )


def _of(scene: Scene) -> Call:
    who = scene.pick("mara", "hana", "hana")
    return Call({"pk": scene.stock[who].pk})


CASES: dict[str, Case] = {
    "planning:best_plan_state": _of,
    "planning:stop_best_plan": _of,
    "planning:take_best_plan": _of,
    "api:best_plan POST": lambda _: Call(data="{}", content_type="application/json"),
    "api:best_plan_run": _of,
    "api:stop_best_plan POST": _of,
}
