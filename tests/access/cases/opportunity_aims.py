"""How to ask which opportunities would serve which objectives. "Other" is about a restricted product."""

from dataclasses import dataclass
from datetime import date

from northing.insight import commands
from northing.insight.models import Opportunity
from northing.portfolio.models import Product
from northing.strategy import commands as strategy
from northing.strategy.models import Level, Objective
from tests.access.scene import Call, Case, Scene
from tests.conftest import World


@dataclass(frozen=True)
class Stock:
    problem: Opportunity
    hidden: Opportunity
    objective: Objective
    hidden_objective: Objective


def prepare(world: World) -> Stock:
    hana = world.hana
    granite = Product.objects.create(name="Granite room", owner=world.oscar, restricted=True, line=world.line)
    cycle = strategy.begin_cycle(
        actor=hana, name="Summer term", starts_on=date(2026, 3, 1), ends_on=date(2026, 12, 1)
    )
    return Stock(
        commands.create_opportunity(actor=hana, name="Pay in parts", product=world.billing),
        commands.create_opportunity(actor=hana, name="Lock the door", product=granite),
        strategy.add_objective(actor=hana, cycle=cycle, name="Paid soon"),
        strategy.add_objective(
            actor=hana,
            cycle=cycle,
            name="Locked doors",
            owner=world.oscar,
            level=Level.PRODUCT,
            product=granite,
        ),
    )


def _problem(scene: Scene) -> Call:
    stock = scene.stock
    found = scene.pick(stock.problem, stock.problem, stock.hidden)
    return Call({"pk": found.pk}, {"chosen": [f"o{stock.objective.pk}"]})


def _said(scene: Scene) -> Call:
    said = f'{{"serves": [{{"objective": {scene.stock.objective.pk}}}]}}'
    return Call(_problem(scene).kwargs, said, "application/json")


def _objective(scene: Scene) -> Call:
    stock = scene.stock
    found = scene.pick(stock.objective, stock.objective, stock.hidden_objective)
    return Call({"row": f"o{found.pk}"}, {"chosen": [stock.problem.pk]})


CASES: dict[str, Case] = {
    "insight:aims_of_problem": _problem,
    "insight:problems_for_aim": _objective,
    "api:opportunity_aims GET": lambda scene: Call(_problem(scene).kwargs),
    "api:opportunity_aims PUT": _said,
}
