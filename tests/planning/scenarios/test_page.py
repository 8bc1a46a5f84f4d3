"""Scenarios side by side, and one of them."""

import pytest

from northing.insight.commands import create_opportunity
from northing.planning import commands
from northing.planning.models import Choice, Feature, Key, Scenario, ScenarioState
from northing.planning.queries.scenarios.cells import Change
from northing.planning.queries.scenarios.changes_in_words import told
from northing.portfolio.models import Product
from tests.conftest import Clients, World


@pytest.fixture
def smaller(world: World, scenario: Scenario, features: dict[str, Feature]) -> Scenario:
    commands.set_date(actor=world.mara, scenario=scenario, feature=features["France"], effort_times=0.6)
    commands.choose(
        actor=world.mara, scenario=scenario, candidate=Key("feature", features["Archive"].pk), period=1
    )
    commands.work_out_scenarios()
    return scenario


def test_what_differs_comes_first_and_says_by_how_much(clients: Clients, smaller: Scenario) -> None:
    page = clients["mara"].get("/plan/scenarios/").content.decode()
    assert "A. Smaller France" in page
    assert "earlier at P50" in page
    assert "France 40\u202f% smaller" in page
    assert "In: Archive, Q4 2026" in page
    assert "A makes" in page or "A helps" in page


def test_without_a_plan_it_says_what_scenarios_are_for(world: World, clients: Clients) -> None:
    page = clients["mara"].get("/plan/scenarios/").content.decode()
    assert "Compare before you decide" in page
    assert "New scenario" not in clients["vera"].get("/plan/scenarios/").content.decode()


def test_a_restricted_feature_is_named_to_nobody_else(
    world: World, clients: Clients, smaller: Scenario, features: dict[str, Feature]
) -> None:
    type(world.billing).objects.filter(pk=world.billing.pk).update(restricted=True)
    for who, seen in (("mara", True), ("oscar", False)):
        for path in ("/plan/scenarios/", f"/plan/scenarios/{smaller.pk}/"):
            assert ("Archive" in clients[who].get(path).content.decode()) is seen


def test_a_scenario_is_made_changed_and_published_on_the_page(
    world: World, clients: Clients, features: dict[str, Feature]
) -> None:
    clients["mara"].post("/plan/scenarios/new/", {"name": "Reports first"})
    scenario = Scenario.objects.get(name="Reports first")
    address = f"/plan/scenarios/{scenario.pk}"
    key = Key("feature", features["Reports"].pk)
    clients["mara"].post(f"{address}/choose/{key}/", {"period": "out", "reason": "Too large"})
    assert "Too large" in clients["vera"].get(f"{address}/").content.decode()
    clients["mara"].post(f"{address}/propose/")
    clients["hana"].post(f"{address}/comment/", {"text": "Who waits?"})
    clients["hana"].post(f"{address}/approve/", {"reason": ""})
    clients["mara"].post(f"{address}/publish/", {"reason": "Agreed on Monday"})
    scenario.refresh_from_db()
    assert scenario.state == ScenarioState.PUBLISHED
    page = clients["tim"].get(f"{address}/").content.decode()
    assert "Agreed on Monday" in page
    assert "Who waits?" in page
    assert "Not taken" in page


def test_bad_input_is_answered_in_the_dialog(
    world: World, clients: Clients, scenario: Scenario, features: dict[str, Feature]
) -> None:
    key = Key("feature", features["France"].pk)
    answer = clients["mara"].post(f"/plan/scenarios/{scenario.pk}/choose/{key}/", {"period": "out"})
    assert answer.status_code == 422
    assert "being built" in answer.content.decode()
    assert clients["mara"].get(f"/plan/scenarios/{scenario.pk}/choose/zzz/").status_code in {404, 422}


def test_a_scenario_is_sent_back_with_what_is_missing(
    world: World, clients: Clients, scenario: Scenario
) -> None:
    commands.propose(actor=world.mara, scenario=scenario)
    address = f"/plan/scenarios/{scenario.pk}/send-back/"
    assert "What is missing" in clients["hana"].get(address).content.decode()
    assert clients["hana"].post(address, {"reason": " "}).status_code == 422
    clients["hana"].post(address, {"reason": "Who tells the customers?"})
    scenario.refresh_from_db()
    assert (scenario.state, scenario.reason) == (ScenarioState.DRAFT, "Who tells the customers?")


def test_what_somebody_may_not_know_of_is_named_nowhere(
    clients: Clients, world: World, scenario: Scenario, features: dict[str, Feature]
) -> None:
    """Not among what is chosen, nor in rules, nor in the decision."""
    crypt = Product.objects.create(name="Crypt", owner=world.oscar, restricted=True, line=world.line)
    problem = create_opportunity(actor=world.hana, name="Keep the keys", product=crypt)
    Choice.objects.create(scenario=scenario, opportunity=problem, period=None, reason="Later")
    commands.add_rule(actor=world.hana, scenario=scenario, kind="share_max", amount=0.2, product=crypt)
    address = f"/plan/scenarios/{scenario.pk}/"
    commands.publish(actor=world.hana, scenario=scenario, reason="It is time")
    told = clients["hana"].get(address).content.decode()
    assert "Keep the keys" in told
    assert "Crypt" in told
    for name in ("mara", "vera"):
        page = clients[name].get(address).content.decode()
        assert "Keep the keys" not in page
        assert "Crypt" not in page
    assert clients["mara"].get(f"{address}choose/o{problem.pk}/").status_code == 404


def test_of_many_changes_some_of_each_kind_are_told() -> None:
    out, inside = ([Change(icon, f"{icon} {at}") for at in range(9)] for icon in ("cross", "plus"))
    said = [change.text for change in told((*out, *inside))]
    assert said == ["cross 0", "cross 1", "cross 2", "plus 0", "plus 1", "plus 2", "and 6 more out, 6 more in"]
    assert told(tuple(out[:2])) == tuple(out[:2])
