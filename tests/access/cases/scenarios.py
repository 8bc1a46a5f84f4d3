"""How to ask for scenarios: own is the one that the product manager made."""

from dataclasses import dataclass
from datetime import date

from northing.planning import commands
from northing.planning.models import Feature, Lending, Rule, Scenario
from tests.access.scene import Call, Case, Scene
from tests.conftest import World


@dataclass(frozen=True)
class Made:
    draft: Scenario
    proposed: Scenario
    dropped: Scenario
    rule: Rule
    lending: Lending


@dataclass(frozen=True)
class Stock:
    feature: Feature
    own: Made
    other: Made


def prepare(world: World) -> Stock:
    feature = commands.create_feature(actor=world.hana, name="Webhooks", state="planned")
    return Stock(feature, _made(world, "mara"), _made(world, "hana"))


def _made(world: World, who: str) -> Made:
    actor = world.cast[who]
    draft, proposed, dropped = (
        commands.new_scenario(actor=actor, name=f"{name} of {who}") for name in ("Draft", "Proposed", "Dropped")
    )
    commands.propose(actor=actor, scenario=proposed)
    commands.drop_scenario(actor=actor, scenario=dropped)
    rule = commands.add_rule(actor=actor, scenario=draft, kind="budget", amount=10)
    lending = commands.lend_in_scenario(
        actor=actor,
        scenario=draft,
        member=world.tim,
        to_team=world.data,
        starts_on=date(2026, 7, 1),
        ends_on=date(2026, 8, 1),
    )
    return Made(draft, proposed, dropped, rule, lending)


def _of(scene: Scene) -> Made:
    made: Made = scene.pick(scene.stock.own, scene.stock.other, scene.stock.other)
    return made


def _draft(scene: Scene, **data: object) -> Call:
    return Call({"pk": _of(scene).draft.pk}, data or None)


def _proposed(scene: Scene, **data: object) -> Call:
    return Call({"pk": _of(scene).proposed.pk}, data or None)


def _choose(scene: Scene) -> Call:
    key = f"f{scene.stock.feature.pk}"
    return Call({"pk": _of(scene).draft.pk, "key": key}, {"period": "0"})


def _date(scene: Scene) -> Call:
    return Call({"pk": _of(scene).draft.pk, "feature": scene.stock.feature.pk}, {"effort": 70})


def _lend(scene: Scene) -> Call:
    said = {
        "member": scene.world.tim.pk,
        "to_team": scene.world.data.pk,
        "starts_on": "2026-07-01",
        "ends_on": "2026-08-01",
        "share": 50,
    }
    return _draft(scene, **said)


def _program(scene: Scene, body: str) -> Call:
    return Call({"pk": _of(scene).draft.pk}, data=body, content_type="application/json")


CASES: dict[str, Case] = {
    "planning:new_scenario POST": lambda _: Call(data={"name": "Another way"}),
    "planning:scenario": _draft,
    "planning:edit_scenario GET": _draft,
    "planning:edit_scenario POST": lambda scene: _draft(scene, name="Renamed", periods=2),
    "planning:choose": _choose,
    "planning:scenario_date": _date,
    "planning:lend_in_scenario": _lend,
    "planning:add_rule GET": _draft,
    "planning:add_rule POST": lambda scene: _draft(scene, kind="budget", amount=5),
    "planning:stop_lending_in_scenario": lambda scene: Call({"pk": _of(scene).lending.pk}),
    "planning:remove_rule": lambda scene: Call({"pk": _of(scene).rule.pk}),
    "planning:propose_scenario": _draft,
    "planning:comment_on_scenario": lambda scene: _draft(scene, text="Who waits?"),
    "planning:approve_scenario": lambda scene: _proposed(scene, reason="Agreed"),
    "planning:send_back_scenario": lambda scene: _proposed(scene, reason="Who tells the customers?"),
    "planning:drop_scenario": _draft,
    "planning:take_up_scenario": lambda scene: Call({"pk": _of(scene).dropped.pk}),
    "api:scenario": _draft,
    "api:propose_scenario POST": lambda scene: _program(scene, "{}"),
    "api:publish_scenario POST": lambda scene: _program(scene, '{"reason": "Agreed on Monday"}'),
    "planning:publish_scenario": lambda scene: _draft(scene, reason="Agreed on Monday"),
}
