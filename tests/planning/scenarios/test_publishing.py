"""What publishing a scenario writes, and who hears of it."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from northing.insight import commands as insight
from northing.insight.models import Reply
from northing.kernel import clock
from northing.kernel.errors import NotAllowed, Refused
from northing.organisation.commands import undo
from northing.organisation.history import watched
from northing.organisation.models import Notice
from northing.planning import commands
from northing.planning.models import (
    Choice,
    Feature,
    FeatureState,
    Initiative,
    Key,
    PlanDecision,
    Scenario,
    ScenarioState,
)
from northing.planning.queries.scenarios import decisions, rows
from tests.conftest import Clients, World
from tests.keeping import kept

LATER = date(2026, 9, 1)


@pytest.fixture
@kept
def moved(world: World, scenario: Scenario, features: dict[str, Feature]) -> Scenario:
    """Reports go out, Archive comes in later, France is promised for another day."""
    reports, archive = Key("feature", features["Reports"].pk), Key("feature", features["Archive"].pk)
    commands.choose(
        actor=world.mara,
        scenario=scenario,
        candidate=reports,
        period=None,
        reason="France comes first",
        revisit_on=LATER,
    )
    commands.choose(actor=world.mara, scenario=scenario, candidate=archive, period=1)
    commands.set_date(actor=world.mara, scenario=scenario, feature=features["France"], due_on=date(2026, 8, 14))
    return scenario


def test_publishing_writes_the_plan(world: World, moved: Scenario, features: dict[str, Feature]) -> None:
    before = rows.the_plan()
    commands.publish(actor=world.hana, scenario=moved, reason="A working connection first")
    for feature in features.values():
        feature.refresh_from_db()
    assert features["Reports"].state == FeatureState.SHAPED
    assert features["Reports"].due_on is None
    assert (features["Archive"].state, features["Archive"].not_before) == ("planned", date(2026, 10, 1))
    assert features["France"].due_on == date(2026, 8, 14)
    assert before is not None
    before.refresh_from_db()
    moved.refresh_from_db()
    assert (before.state, moved.state) == (ScenarioState.REPLACED, ScenarioState.PUBLISHED)
    assert not commands.new_scenario(actor=world.mara, name="Next").dates.exists()  # they came true


def test_days_that_passed_before_it_was_published_are_not_promised_and_hold_nothing_back(
    world: World, moved: Scenario, features: dict[str, Feature]
) -> None:
    france, archive = features["France"], features["Archive"]
    commands.choose(actor=world.mara, scenario=moved, candidate=Key("feature", archive.pk), period=0)
    with clock.frozen(datetime.fromisoformat("2026-08-20T09:00+00:00")):
        commands.publish(actor=world.hana, scenario=moved, reason="Late, but agreed")
    promised = france.due_on
    for feature in (france, archive):
        feature.refresh_from_db()
    assert france.due_on == promised
    assert (archive.state, archive.not_before) == ("planned", None)


def test_problems_become_planned_and_what_is_to_do_by_hand_is_said_before(
    world: World, clients: Clients, moved: Scenario, features: dict[str, Feature]
) -> None:
    problem = insight.create_opportunity(actor=world.mara, name="No reports by month")
    bet = Initiative.objects.create(name="Abroad")
    Choice.objects.create(scenario=moved, opportunity=problem, period=0)
    Choice.objects.create(scenario=moved, initiative=bet, period=0)
    commands.set_date(actor=world.mara, scenario=moved, feature=features["France"], effort_times=0.5)
    page = clients["hana"].get("/plan/scenarios/").content.decode()
    assert "1 opportunity becomes planned" in page
    assert "France: its team takes items out until 50\u202f% of what is left stays." in page
    assert "Abroad: a bet has no quarter of its own" in page
    commands.publish(actor=world.hana, scenario=moved, reason="A working connection first")
    problem.refresh_from_db()
    assert problem.state == "planned"


def test_the_decision_keeps_the_options_and_what_was_not_taken(
    world: World, moved: Scenario, features: dict[str, Feature]
) -> None:
    commands.work_out_scenarios()
    decision = commands.publish(actor=world.hana, scenario=moved, reason="A working connection first")
    assert decision.number == 1
    assert [(row["name"], row["taken"]) for row in decision.options] == [("Plan", False), (moved.name, True)]
    assert all(row["measures"]["fits"] for row in decision.options)
    [left] = decisions.not_taken(world.vera, decision)
    assert (left.name, left.reason, left.revisit_on) == ("Reports", "France comes first", LATER)
    assert decisions.left_out(features["Reports"]) is not None


def test_it_needs_a_reason_and_somebody_who_may(world: World, moved: Scenario) -> None:
    with pytest.raises(Refused, match="Say why"):
        commands.publish(actor=world.hana, scenario=moved, reason=" ")
    with pytest.raises(NotAllowed, match="once it is approved"):
        commands.publish(actor=world.mara, scenario=moved, reason="Mine")
    commands.propose(actor=world.mara, scenario=moved)
    commands.approve(actor=world.hana, scenario=moved)
    commands.publish(actor=world.mara, scenario=moved, reason="Approved on Monday")
    with pytest.raises(Refused, match="already"):
        commands.publish(actor=world.hana, scenario=moved, reason="Again")


def test_whom_it_concerns_hears_what_changed_for_them(world: World, moved: Scenario) -> None:
    commands.publish(actor=world.hana, scenario=moved, reason="A working connection first")
    texts = Notice.objects.filter(member=world.mara).values_list("text", flat=True)
    assert any("Reports: is out of the plan" in text for text in texts)
    assert not Notice.objects.filter(member=world.oscar, text__contains="published").exists()


def test_all_of_it_can_be_taken_back(world: World, moved: Scenario, features: dict[str, Feature]) -> None:
    with watched() as change:
        commands.publish(actor=world.hana, scenario=moved, reason="A working connection first")
    assert change.id is not None
    undo(actor=world.hana, context=change.id)
    reports = Feature.objects.get(pk=features["Reports"].pk)
    assert (reports.state, reports.due_on) == (FeatureState.PLANNED, features["Reports"].due_on)
    assert not PlanDecision.objects.exists()
    moved.refresh_from_db()
    assert moved.state == ScenarioState.DRAFT


def test_who_asked_for_what_is_out_gets_an_answer_ready_to_send(
    world: World, moved: Scenario, features: dict[str, Feature]
) -> None:
    customer = insight.create_customer(actor=world.mara, name="Halvorsen", revenue=Decimal(90_000))
    piece = insight.add_feedback(actor=world.mara, text="We need reports by month", customer=customer)
    problem = insight.create_opportunity(actor=world.mara, name="No reports by month")
    insight.highlight(actor=world.mara, feedback=piece, opportunity=problem)
    commands.serve(actor=world.mara, feature=features["Reports"], opportunity=problem)
    commands.publish(actor=world.hana, scenario=moved, reason="France first: secret", answer=True)
    draft = Reply.objects.get(feedback=piece, sent_at=None)
    assert "“Reports, in public” is not among what we do next" in draft.text
    assert "1 September" in draft.text
    assert "secret" not in draft.text


def test_what_is_left_out_says_why_and_is_looked_at_again(
    world: World, moved: Scenario, features: dict[str, Feature], clients: Clients
) -> None:
    commands.publish(actor=world.hana, scenario=moved, reason="A working connection first")
    assert decisions.to_look_at_again(world.mara) == []
    with clock.frozen(datetime.fromisoformat("2026-08-28T09:00+00:00")):
        assert [str(row.feature) for row in decisions.to_look_at_again(world.mara)] == ["Reports"]
        assert "France comes first" in clients["mara"].get("/").content.decode()
    page = clients["vera"].get(f"/plan/features/{features['Reports'].pk}/").content.decode()
    assert "To be looked at again on 1 September" in page
