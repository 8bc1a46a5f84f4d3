"""How to ask for the page Prioritise."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from northing.insight import commands as insight
from northing.insight.models import Opportunity
from northing.organisation import commands as organisation
from northing.organisation.models import SavedView
from northing.planning import commands
from northing.planning.models import Driver, Feature, Key, Method, ScoreModel
from tests.access.scene import Call, Case, Scene
from tests.conftest import World

VIEWS = "planning.prioritise"


@dataclass(frozen=True)
class Stock:
    own: Feature
    same_team: Feature
    other: Feature
    views: dict[str, SavedView]
    shared: SavedView


def prepare(world: World) -> Stock:
    model = ScoreModel.objects.create(name="Fit", method=Method.WEIGHTED, is_default=True)
    driver = Driver.objects.create(score_model=model, name="Fit", weight=1)
    insight.create_opportunity(actor=world.hana, name="Weighed too")

    def feature(name: str, **belongs: Any) -> Feature:
        weeks = {"estimate_low": Decimal(2), "estimate_likely": Decimal(3), "estimate_high": Decimal(5)}
        made = commands.create_feature(actor=world.hana, name=name, **weeks, **belongs)
        sayings = [commands.Saying(Key("feature", made.pk), driver.field, (1, 2, 3))]
        commands.say_inputs(actor=world.hana, sayings=sayings)
        return made

    save = {"page": VIEWS, "query": "group=product"}
    return Stock(
        own=feature("Weighed here", product=world.billing, team=world.billing_core),
        same_team=feature("Weighed beside", product=world.terminal, team=world.billing_core),
        other=feature("Weighed elsewhere", product=world.insights, team=world.data),
        views={
            name: organisation.save_view(actor=member, name="By product", **save)
            for name, member in world.cast.items()
        },
        shared=organisation.save_view(actor=world.oscar, name="Oscar’s", shared=True, **save),
    )


def _key(scene: Scene) -> str:
    return f"f{scene.pick(scene.stock.own, scene.stock.same_team, scene.stock.other).pk}"


def _field() -> str:
    return Driver.objects.get(name="Fit").field


def _row(scene: Scene) -> Call:
    return Call({"key": _key(scene)})


def _left_out(scene: Scene) -> Call:
    return Call({"key": _key(scene)}, {"reason": "Too few ask"})


def _cell(scene: Scene) -> Call:
    return Call({"key": _key(scene), "field": _field()}, {"low": "2", "likely": "3", "high": "5"})


def _why(scene: Scene) -> Call:
    return Call({"key": _key(scene), "field": _field()}, {"evidence": "We asked nine of them"})


def _place(scene: Scene) -> Call:
    """A weighted score asks one input; the other axis is the effort, which a drop says, too."""
    return Call({"key": _key(scene)}, {"x": "0.4", "y": "0.4"})


def _paste(scene: Scene) -> Call:
    return Call(data={"row": _key(scene), "column": _field(), "text": "2–3–5"})


def _bulk(scene: Scene) -> Call:
    return Call(data={"candidate": [_key(scene)], "field": _field(), "value": "4"})


def _view(scene: Scene) -> Call:
    """Own; one that a colleague shares; one that a colleague keeps to himself."""
    mine = next(name for name, member in scene.world.cast.items() if member == scene.actor)
    view = scene.pick(scene.stock.views[mine], scene.stock.shared, scene.stock.views["oscar"])
    return Call({"pk": view.pk}, {"name": "Renamed"})


def _problem(_: Scene) -> Call:
    return Call(data={"candidate": f"o{Opportunity.objects.get(name='Weighed too').pk}"})


def _objective(scene: Scene) -> Call:
    return Call({"key": _key(scene)}, {"aim": "", "reason": "Keep running"})


CASES: dict[str, Case] = {
    "planning:prioritise_panel": _row,
    "planning:prioritise_evidence": _row,
    "planning:prioritise_objective": _objective,
    "planning:prioritise_pin": _row,
    "planning:prioritise_place": _place,
    "planning:prioritise_leave_out": _left_out,
    "planning:prioritise_cell": _cell,
    "planning:prioritise_say_why": _why,
    "planning:prioritise_paste": _paste,
    "planning:prioritise_bulk": _bulk,
    "planning:prioritise_bulk_choice": lambda _: Call({"field": _field()}),
    "planning:prioritise_put_in POST": _problem,
    "planning:prioritise_change_view": _view,
    "planning:prioritise_delete_view": _view,
}
