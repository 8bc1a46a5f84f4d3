"""The best plan reckons with what Prioritise shows, and fits as its scenario does."""

from decimal import Decimal

import pytest

from northing.kernel import clock
from northing.planning import commands
from northing.planning.models import Feature, Input, Key, Scenario, ScenarioForecast, ScoreModel
from northing.planning.prioritising import board
from northing.planning.queries.prioritise.filter import PrioritiseFilter
from northing.planning.queries.scenarios.measures import Measures
from northing.planning.selection import ask, told
from tests.conftest import World
from tests.insight.opportunities.test_list import asks, customer, problem
from tests.planning.scenarios.conftest import at_work, features, plan, scenario
from tests.planning.scoring.test_record import shipped

__all__ = ["at_work", "features", "plan", "scenario"]


def said(feature: Feature, field: str, value: float, live: str = "") -> None:
    Input.objects.create(
        feature=feature, field=field, low=value, likely=value, high=value, live=live, said_at=clock.now()
    )


def estimated(feature: Feature, weeks: int) -> None:
    sizes = {f"estimate_{end}": Decimal(weeks) for end in ("low", "likely", "high")}
    Feature.objects.filter(pk=feature.pk).update(**sizes)


def test_inputs_that_come_live_and_estimates_are_read_as_in_the_grid(world: World) -> None:
    for number in range(5):
        shipped(world, f"Done {number}", 2, 4, 3 + 10 * number)
    refund = commands.create_feature(actor=world.hana, name="Refund", team=world.billing_core)
    estimated(refund, 10)
    credit = problem(world, "Credit")
    asks(world, customer(world, "Brandt", 900), credit)
    commands.serve(actor=world.mara, feature=refund, opportunity=credit)
    ScoreModel.objects.create(name="Value", method="value_effort", is_default=True)
    said(refund, "value", 7, live="revenue")
    key = Key("feature", refund.pk)
    row = board(world.hana, PrioritiseFilter()).row(key)
    assert row is not None
    asked = ask(None)
    assert asked.offers[key].said == row.said
    assert [candidate.value[0] for candidate in asked.candidates] == [900]
    assert asked.offers[key].effort.likely == pytest.approx(20)


def test_what_is_taken_into_a_scenario_fits_there_as_it_was_told(
    world: World, features: dict[str, Feature], scenario: Scenario
) -> None:
    ScoreModel.objects.create(name="Value", method="value_effort", is_default=True)
    for name, weeks in (("Reports", 4), ("Archive", 3)):
        estimated(features[name], weeks)
        said(features[name], "value", 10)
    run = commands.select_now(scenario, seconds=5)
    assert set(run.chosen) == {f"f{features[name].pk}" for name in ("Reports", "Archive")}
    commands.take_selection(actor=world.mara, run=run)
    commands.work_out_scenarios()
    there = Measures.read(ScenarioForecast.objects.get(scenario=scenario).said).fits
    here = told(run, None).fits
    assert [(fit.features, fit.chance) for fit in here] == [(fit.features, fit.chance) for fit in there]
    assert here[-1].features == 3  # with France, which is being built
