"""Copying the plan and changing the copy."""

from datetime import date
from typing import Any

import pytest

from northing.kernel.errors import NotAllowed, Refused
from northing.organisation import commands as organisation
from northing.organisation.models import Notice
from northing.planning import commands
from northing.planning.models import Feature, Key, Scenario, ScenarioState
from northing.planning.queries.scenarios import rows
from northing.planning.queries.scenarios.moves import moves
from tests.conftest import World
from tests.planning.scenarios.conftest import made


def of(feature: Feature) -> Key:
    return Key("feature", feature.pk)


def test_a_copy_changes_nothing_until_something_is_chosen(scenario: Scenario) -> None:
    plan = rows.the_plan()
    assert plan is not None
    assert scenario.based_on == plan
    assert {key for key, row in rows.chosen(scenario).items() if row.period == 0} == {
        key for key, row in rows.chosen(plan).items() if row.period == 0
    }
    assert moves(scenario, plan) == {}


def test_choices_are_told_apart_from_the_plan(
    world: World, scenario: Scenario, features: dict[str, Feature]
) -> None:
    commands.choose(actor=world.mara, scenario=scenario, candidate=of(features["Reports"]), period=1)
    commands.choose(actor=world.mara, scenario=scenario, candidate=of(features["Archive"]), period=0)
    found = moves(scenario, rows.the_plan())
    assert {features["Reports"].pk: "later", features["Archive"].pk: "in"} == {
        pk: move.kind for pk, move in found.items()
    }
    assert found[features["Reports"].pk].now == date(2026, 10, 1)
    commands.as_in_the_plan(actor=world.mara, scenario=scenario, candidate=of(features["Reports"]))
    assert features["Reports"].pk not in moves(scenario, rows.the_plan())


def test_what_is_being_built_is_not_left_out(
    world: World, scenario: Scenario, features: dict[str, Feature]
) -> None:
    with pytest.raises(Refused, match="being built"):
        commands.choose(actor=world.mara, scenario=scenario, candidate=of(features["France"]), period=None)
    scenario.choices.filter(feature=features["France"]).update(period=None)  # as a plan worked out may say
    assert moves(scenario, rows.the_plan()) == {}
    with pytest.raises(Refused, match="is about"):
        commands.choose(actor=world.mara, scenario=scenario, candidate=of(features["Reports"]), period=7)


def test_a_scenario_is_changed_by_its_maker_and_by_heads(world: World, scenario: Scenario) -> None:
    with pytest.raises(NotAllowed, match="by whoever made it"):
        commands.change_scenario(actor=world.tim, scenario=scenario, name="Mine")
    with pytest.raises(NotAllowed, match="made by product managers"):
        made(world.tim)
    changed = commands.change_scenario(actor=world.hana, scenario=scenario, name="Ours", periods=1, sure=0.8)
    assert (changed.name, changed.periods, changed.sure) == ("Ours", 1, 0.8)


def test_it_is_proposed_sent_back_and_approved(world: World, scenario: Scenario) -> None:
    with pytest.raises(Refused, match="proposed first"):
        commands.approve(actor=world.hana, scenario=scenario)
    commands.propose(actor=world.mara, scenario=scenario)
    with pytest.raises(NotAllowed, match="approved by heads"):
        commands.approve(actor=world.mara, scenario=scenario)
    commands.send_back(actor=world.hana, scenario=scenario, reason="Who tells the customers?")
    scenario.refresh_from_db()
    assert (scenario.state, scenario.reason) == (ScenarioState.DRAFT, "Who tells the customers?")
    commands.comment(actor=world.tim, scenario=scenario, text="I do")
    commands.propose(actor=world.mara, scenario=scenario)
    commands.approve(actor=world.hana, scenario=scenario)
    scenario.refresh_from_db()
    assert scenario.state == ScenarioState.APPROVED
    told = Notice.objects.filter(member=world.mara).values_list("text", flat=True)
    assert any("approved" in text for text in told)


def test_a_rule_that_cannot_be_kept_is_refused(world: World, scenario: Scenario) -> None:
    wrong: list[tuple[str, str, dict[str, Any]]] = [
        ("at least two", "together", {}),
        ("how much", "budget", {"amount": -1}),
        ("at most 100", "share_max", {"amount": 1.5, "product": world.billing}),
        ("Say of which objective", "share_min", {"amount": 0.5}),
        ("Say of which team", "capacity", {"amount": 3}),
        ("no such quarter", "capacity", {"amount": 3, "team": world.data, "period": 2}),
    ]
    for message, kind, fields in wrong:
        with pytest.raises(Refused, match=message):
            commands.add_rule(actor=world.mara, scenario=scenario, kind=kind, **fields)


def test_a_copy_of_a_scenario_has_its_rules_dates_and_lendings(
    world: World, scenario: Scenario, features: dict[str, Feature]
) -> None:
    france, reports = features["France"], features["Reports"]
    commands.set_date(actor=world.mara, scenario=scenario, feature=france, effort_times=0.5)
    commands.add_rule(
        actor=world.mara, scenario=scenario, kind="together", candidates=[of(france), of(reports)]
    )
    lent = organisation.add_member(
        actor=world.olive, email="lena@tarn.example", name="Lena", role="member", manager=world.hana
    )
    organisation.set_membership(actor=world.olive, team=world.data, member=lent, discipline="engineering")
    commands.lend_in_scenario(
        actor=world.mara,
        scenario=scenario,
        member=lent,
        to_team=world.billing_core,
        starts_on=date(2026, 7, 1),
        ends_on=date(2026, 8, 31),
    )
    copy = commands.new_scenario(actor=world.mara, name="Copy", based_on=scenario)
    assert [row.effort_times for row in copy.dates.all()] == [0.5]
    assert [[each.key for each in rule.candidates.all()] for rule in copy.rules.all()] == [
        [of(france), of(reports)]
    ]
    assert [lending.from_team for lending in copy.lendings.all()] == [world.data]
    assert scenario.rules.count() == 1
