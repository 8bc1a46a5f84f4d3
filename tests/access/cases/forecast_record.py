"""How to ask for what happened to a promise."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from northing.planning import commands
from northing.planning.models import Commitment
from tests.access.scene import Call, Case, Scene
from tests.conftest import World


@dataclass(frozen=True)
class Stock:
    own: Commitment
    same_team: Commitment
    other: Commitment


def prepare(world: World) -> Stock:
    def promise(name: str, **belongs: object) -> Commitment:
        feature = commands.create_feature(actor=world.hana, name=name, **belongs)
        made = commands.commit(actor=world.hana, feature=feature, due_on=date(2026, 6, 20))
        commands.change_feature(actor=world.hana, feature=feature, state="shipped")
        return made

    return Stock(
        own=promise("Kept at Billing", product=world.billing, team=world.billing_core),
        same_team=promise("Kept at Terminal", product=world.terminal, team=world.billing_core),
        other=promise("Kept at Insights", product=world.insights, team=world.data),
    )


def _explain(data: dict[str, str] | None) -> Callable[[Scene], Call]:
    def ask(scene: Scene) -> Call:
        stock: Stock = scene.stock
        promise = scene.pick(stock.own, stock.same_team, stock.other)
        return Call(kwargs={"pk": promise.pk}, data=data)

    return ask


CASES: dict[str, Case] = {
    "planning:explain": _explain(None),
    "planning:explain POST": _explain({"what_happened": "Bought instead of built"}),
}
