"""How to ask for the pages of the strategy."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from northing.organisation import commands as organisation
from northing.portfolio import commands as portfolio
from northing.strategy import commands
from northing.strategy.models import Cycle, KeyResult, Level, Objective, Pillar
from tests.access.scene import Call, Case, Scene
from tests.conftest import World

FIRST = date(2026, 1, 1)


@dataclass(frozen=True)
class Stock:
    """An objective of each of the cast, by owner; `hidden` is one of a restricted product."""

    own: dict[int, Objective]
    hidden: Objective
    results: dict[int, KeyResult]
    pillar: Pillar
    cycle: Cycle
    over: Cycle
    token: str


def prepare(world: World) -> Stock:
    hana = world.hana
    commands.say_vision(actor=hana, text="Invoices that pay themselves")
    pillar = commands.add_pillar(actor=hana, name="Get paid")
    cycle = commands.begin_cycle(
        actor=hana, name="2026", starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31)
    )
    over = commands.begin_cycle(actor=hana, name="2025", starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31))
    cellar = portfolio.create_product(actor=hana, name="Undercroft", owner=world.oscar, restricted=True)
    own = {
        member.pk: commands.add_objective(actor=hana, cycle=cycle, name=f"{member.name}’s", owner=member)
        for member in world.cast.values()
    }
    hidden = commands.add_objective(
        actor=hana, cycle=cycle, name="Hidden", owner=world.oscar, level=Level.PRODUCT, product=cellar
    )
    results = {
        objective.pk: commands.add_key_result(
            actor=hana, objective=objective, name="Count", baseline=Decimal(0), target=Decimal(10)
        )
        for objective in (*own.values(), hidden)
    }
    _, token = organisation.make_share_link(
        actor=hana, page="strategy.map", name="The board", audience="executives"
    )
    return Stock(own, hidden, results, pillar, cycle, over, token)


def _objective(scene: Scene) -> Objective:
    """One's own; that of somebody else; one that only its owner and the heads know of."""
    stock = scene.stock
    colleague = scene.world.mara if scene.actor == scene.world.tim else scene.world.tim
    found: Objective = scene.pick(stock.own[scene.actor.pk], stock.own[colleague.pk], stock.hidden)
    return found


def _result(scene: Scene) -> KeyResult:
    found: KeyResult = scene.stock.results[_objective(scene).pk]
    return found


def _of_objective(scene: Scene, **data: object) -> Call:
    return Call({"pk": _objective(scene).pk}, data)


def _of_result(scene: Scene, **data: object) -> Call:
    return Call({"pk": _result(scene).pk}, data)


def _check_in(scene: Scene) -> Call:
    row = _result(scene)
    said = {f"value_{row.pk}": 5, f"confidence_{row.pk}": 60, f"sentence_{row.pk}": "Half way"}
    return Call({"row": f"k{row.pk}"}, said)


OBJECTIVE = {"name": "Calm nights", "ambition": "committed", "weight": 1}
CYCLE = {"name": "2027", "starts_on": "2027-01-01", "ends_on": "2027-12-31", "cadence": 14}
CASES: dict[str, Case] = {
    "strategy:panel": lambda scene: Call({"row": f"o{scene.stock.own[scene.actor.pk].pk}"}),
    "strategy:objective": _of_objective,
    "strategy:new_objective": lambda _: Call(),
    "strategy:new_objective POST": lambda scene: Call(
        data=OBJECTIVE
        | {"level": scene.pick("product", "product", "line"), "product": scene.world.billing.pk}
        | {"line": scene.world.line.pk}
    ),
    "strategy:edit_objective": lambda scene: _of_objective(
        scene, **OBJECTIVE, level=_objective(scene).level, product=_objective(scene).product_id or ""
    ),
    "strategy:drop_objective": lambda scene: _of_objective(scene, reason="Another year"),
    "strategy:take_up_objective": _of_objective,
    "strategy:add_key_result": lambda scene: _of_objective(
        scene, name="Pages a night", baseline=9, target=2, by="2026-12-31", decimals=0, weight=1
    ),
    "strategy:edit_key_result": lambda scene: _of_result(scene, name="Number", decimals=0, weight=1),
    "strategy:change_target": lambda scene: _of_result(scene, target=12, by="2026-12-31"),
    "strategy:drop_key_result": lambda scene: _of_result(scene, reason="Counted twice"),
    "strategy:check_in": _check_in,
    "api:objective": _of_objective,
    "api:check_ins GET": _of_result,
    "api:check_ins POST": lambda scene: Call(
        {"pk": _result(scene).pk},
        '{"value": 5, "confidence": 0.6, "sentence": "Half way"}',
        "application/json",
    ),
    "strategy:ask_for_check_in": lambda scene: Call({"row": f"o{scene.stock.own[scene.world.mara.pk].pk}"}),
    "strategy:share POST": lambda _: Call(data={"audience": "company", "name": "Everybody"}),
    "strategy:shared": lambda scene: Call({"token": scene.stock.token}),
    "strategy:say_vision": lambda _: Call(data={"text": "Something else", "reason": "The board asked"}),
    "strategy:new_pillar": lambda _: Call(data={"name": "See ahead"}),
    "strategy:edit_pillar": lambda scene: Call({"pk": scene.stock.pillar.pk}, {"name": "Get paid soon"}),
    "strategy:remove_pillar": lambda scene: Call({"pk": scene.stock.pillar.pk}),
    "strategy:new_cycle": lambda _: Call(data=CYCLE),
    "strategy:edit_cycle": lambda scene: Call({"pk": scene.stock.cycle.pk}, CYCLE | {"name": "This year"}),
    "strategy:close_cycle": lambda scene: Call({"pk": scene.stock.over.pk}),
}
