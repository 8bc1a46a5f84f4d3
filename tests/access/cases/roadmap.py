"""How to ask for the roadmap, its dialogs, its audiences and the links to it."""

from dataclasses import dataclass
from typing import Any

from northing.organisation import commands as organisation
from northing.planning import commands
from northing.planning.models import Feature
from tests.access.scene import Call, Case, Scene
from tests.conftest import World


@dataclass(frozen=True)
class Stock:
    own: Feature
    same_team: Feature
    other: Feature
    root: Feature
    token: str


def prepare(world: World) -> Stock:
    def feature(name: str, **belongs: Any) -> Feature:
        return commands.create_feature(actor=world.hana, name=name, **belongs)

    _, token = organisation.make_share_link(
        actor=world.hana, page="planning.roadmap", name="The board", audience="executives"
    )
    return Stock(
        own=feature("Dunning", product=world.billing, team=world.billing_core),
        same_team=feature("Receipts", product=world.terminal, team=world.billing_core),
        other=feature("Bank feed", product=world.insights, team=world.data),
        root=feature("Ledger"),
        token=token,
    )


def _about(scene: Scene, **data: object) -> Call:
    found = scene.pick(scene.stock.own, scene.stock.same_team, scene.stock.other)
    return Call({"pk": found.pk}, data or None)


AUDIENCE = {"name": "Partners", "fields_shown": ["product"]}

CASES: dict[str, Case] = {
    "planning:roadmap_panel": _about,
    "planning:outlook": _about,
    "planning:commitment GET": _about,
    "planning:commitment POST": lambda scene: _about(scene, due_on="2026-09-01", reason="Asked for"),
    "planning:link GET": _about,
    "planning:link POST": lambda scene: _about(scene, kind="needs", other=scene.stock.root.pk),
    "planning:rank": lambda scene: _about(scene, before=scene.stock.root.pk),
    "planning:share_roadmap POST": lambda scene: Call(data={"name": "Board", "audience": "sales"}),
    "planning:new_audience POST": lambda scene: Call(data=AUDIENCE),
    "planning:audience GET": lambda scene: Call({"slug": "executives"}),
    "planning:audience POST": lambda scene: Call({"slug": "executives"}, AUDIENCE),
    "planning:delete_audience": lambda scene: Call({"slug": "executives"}),
    "planning:shared": lambda scene: Call({"token": scene.stock.token}, {}),
    "planning:shared_pdf": lambda scene: Call({"token": scene.stock.token}),
}
