"""How to ask for what is built for which objective."""

from dataclasses import dataclass
from datetime import date

from northing.planning import commands
from northing.planning.models import Feature, FeatureAim, Initiative, InitiativeAim
from northing.strategy import commands as strategy
from northing.strategy.models import Objective
from tests.access.scene import Call, Case, Scene
from tests.conftest import World


@dataclass(frozen=True)
class Stock:
    objective: Objective
    other: Objective
    links: tuple[FeatureAim, FeatureAim, FeatureAim]
    """Of one's own product, of the same team, of neither."""
    initiative: Initiative
    link: InitiativeAim


def prepare(world: World) -> Stock:
    hana = world.hana
    cycle = strategy.begin_cycle(
        actor=hana, name="Autumn", starts_on=date(2026, 5, 1), ends_on=date(2026, 11, 30)
    )
    objective, other = (
        strategy.add_objective(actor=hana, cycle=cycle, name=name) for name in ("Get paid", "Stay legal")
    )

    def link(name: str, **belongs: object) -> FeatureAim:
        feature = commands.create_feature(actor=hana, name=name, **belongs)
        return commands.aim(actor=hana, feature=feature, objective=objective)

    initiative = commands.create_initiative(actor=hana, name="Paid without chasing")
    return Stock(
        objective,
        other,
        (
            link("Reminders", product=world.billing, team=world.billing_core),
            link("Tips", product=world.terminal, team=world.billing_core),
            link("Cohorts", product=world.insights, team=world.data),
        ),
        initiative,
        commands.aim_initiative(actor=hana, initiative=initiative, objective=objective),
    )


def _link(scene: Scene) -> FeatureAim:
    found: FeatureAim = scene.pick(*scene.stock.links)
    return found


def _feature(scene: Scene) -> Feature:
    return _link(scene).feature


CASES: dict[str, Case] = {
    "planning:aims_of_feature": lambda scene: Call({"pk": _feature(scene).pk}),
    "planning:aim_of_feature": lambda scene: Call(
        {"pk": _feature(scene).pk}, {"aim": f"o{scene.stock.other.pk}"}
    ),
    "planning:feature_for_aim": lambda scene: Call(
        {"row": f"o{scene.stock.other.pk}"}, {"other": _feature(scene).name}
    ),
    "planning:stop_aiming": lambda scene: Call({"pk": _link(scene).pk}),
    "planning:aim_of_initiative": lambda scene: Call(
        {"pk": scene.stock.initiative.pk}, {"aim": f"o{scene.stock.other.pk}"}
    ),
    "planning:stop_aiming_initiative": lambda scene: Call({"pk": scene.stock.link.pk}),
}
