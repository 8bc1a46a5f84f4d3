"""The best plan of a scenario: what is in, and for what is out, what would bring it in."""

from datetime import timedelta

import pytest

from northing.kernel import clock
from northing.kernel.errors import NotAllowed, Refused
from northing.planning import commands
from northing.planning.models import (
    Choice,
    Dependency,
    Key,
    Pin,
    Rule,
    RuleCandidate,
    Scenario,
    SelectionRun,
    SelectionState,
)
from northing.planning.selection import reasons, told
from northing.portfolio import commands as portfolio
from tests.conftest import NOW
from tests.keeping import kept
from tests.planning.selection.conftest import DRAWS, offered


def key(feature):
    return f"f{feature.pk}"


def inside(run):
    return {line.name for line in told(run, None).inside}


def why(run, name, actor=None):
    found = told(run, actor)
    return next(line.reason for line in (*found.inside, *found.outside) if line.name == name)


@pytest.fixture
@kept
def run(scenario):
    return commands.select_now(scenario, seconds=20)


def test_the_plan_is_the_most_value_that_fits_and_proven_best(run):
    assert inside(run) == {"Invoices", "Reminders"}
    assert (run.value, run.bound, run.state) == (70, 70, SelectionState.DONE)
    assert told(run, None).gap == 0


def test_a_gap_too_small_to_tell_is_never_nought(run):
    run.bound = run.value * 1.00001
    assert told(run, None).near == "Less than 0.1\u202f%"
    run.bound = run.value * 1.02
    assert told(run, None).near == "At most 2.0\u202f%"


def test_what_is_out_says_what_would_bring_it_in_and_what_that_pushes_out(run):
    assert why(run, "Audit log") == (
        "Comes in at 1 week of effort (now 4), or with 3 weeks more of Billing Core in Q3 2026,"
        " or if it were worth 50\u202f% more."
        " The best plan with it is worth 14.3\u202f% less and leaves out Reminders."
    )
    assert why(run, "Invoices") == "Stays in until it is worth 50\u202f% less."


def test_what_was_not_looked_into_stands_beside_what_its_team_does_or_leaves_instead(run):
    run.said["reasons"] = {}
    assert why(run, "Audit log").startswith("A week of it is worth ")
    assert why(run, "Audit log").endswith((": Invoices.", ": Reminders."))
    assert why(run, "Invoices") == (
        "A week of it is worth 8. Of what Billing Core leaves out the most is worth 5: Audit log."
    )


def test_what_is_out_of_a_team_that_has_nothing_in_is_not_out_for_what_is_in(run):
    run.said["reasons"], run.chosen = {}, {}
    assert why(run, "Audit log").startswith("Nothing of Billing Core is in: Billing Core has no room for its 4")


def test_what_nobody_has_said_is_named(scenario, world):
    unsaid = offered(world, "Unsaid", None, 2)
    endless = offered(world, "Endless", 9, 2, estimate_low=None, estimate_likely=None, estimate_high=None)
    run = commands.select_now(scenario, seconds=20)
    assert why(run, "Unsaid") == "It has no score: nobody has said its value."
    assert why(run, "Endless") == "Nobody has said its effort, so nobody can say whether it fits."
    assert not {key(unsaid), key(endless)} & set(run.chosen)


def test_pins_and_needs_are_kept(scenario, features):
    Choice.objects.create(scenario=scenario, feature=features["Themes"], period=0, pin=Pin.IN)
    Choice.objects.create(scenario=scenario, feature=features["Invoices"], pin=Pin.OUT)
    Dependency.objects.create(feature=features["Themes"], other=features["Audit log"])
    run = commands.select_now(scenario, seconds=20)
    assert inside(run) == {"Themes", "Audit log"}
    assert why(run, "Invoices") == "Kept out by hand."
    assert why(run, "Themes") == "Put in by hand."


def test_limits_that_contradict_each_other_are_told_in_words(scenario, features, world):
    for name in ("Invoices", "Reminders", "Audit log"):
        Choice.objects.create(scenario=scenario, feature=features[name], period=0, pin=Pin.IN)
    run = commands.select_now(scenario, seconds=20)
    assert run.value is None
    said = told(run, None).clash
    assert "Billing Core has 10 weeks in Q3 2026" in said
    assert {"Invoices must be in", "Reminders must be in", "Audit log must be in"} <= set(said)
    with pytest.raises(Refused, match="No plan was found"):
        commands.take_selection(actor=world.mara, run=run)


def test_rules_among_candidates_and_shares_of_effort(scenario, features, world):
    rule = Rule.objects.create(scenario=scenario, kind="not_both")
    for place, name in enumerate(("Invoices", "Reminders")):
        RuleCandidate.objects.create(rule=rule, feature=features[name], position=place)
    assert inside(commands.select_now(scenario, seconds=20)) == {"Invoices", "Audit log"}
    offered(world, "Lists", 1, 4, product=world.terminal)
    Rule.objects.create(scenario=scenario, kind="share_min", product=world.terminal, amount=0.4)
    assert inside(commands.select_now(scenario, seconds=20)) == {"Invoices", "Lists"}


def test_what_a_rule_says_is_needed_comes_along(scenario, features):
    rule = Rule.objects.create(scenario=scenario, kind="needs")
    for place, name in enumerate(("Invoices", "Themes")):
        RuleCandidate.objects.create(rule=rule, feature=features[name], position=place)
    assert inside(commands.select_now(scenario, seconds=20)) == {"Reminders", "Audit log"}


def test_a_plan_that_must_fit_with_some_chance_takes_less(scenario, features):
    for feature in features.values():
        feature.estimate_low = feature.estimate_likely / 2
        feature.estimate_high = feature.estimate_likely * 3
        feature.save()
    likely = commands.select_now(scenario, seconds=20)
    Scenario.objects.filter(pk=scenario.pk).update(sure=0.8)
    scenario.refresh_from_db()
    sure = commands.select_now(scenario, seconds=20)
    assert told(likely, None).fits_all < 0.7
    assert told(sure, None).fits_all >= 0.8
    assert sure.value < likely.value


def test_without_a_scenario_it_is_the_next_two_quarters(world, features):
    run = commands.select_now(None, seconds=20)
    assert told(run, None).quarters == ("Q3 2026", "Q4 2026")
    assert inside(run) == set(features)  # two quarters of a person hold all of them


def test_robustness_and_the_next_best_plans_are_told(run):
    found = told(run, None)
    assert found.draws == DRAWS
    assert {line.call for line in found.inside} == {"core"}
    assert found.others[0].leaves == ("Reminders",)
    assert found.others[0].less == pytest.approx(10 / 70)


def test_it_runs_in_the_background_once_and_can_be_stopped(world, scenario):
    asked = commands.ask_selection(actor=world.mara, scenario=scenario)
    assert commands.ask_selection(actor=world.hana, scenario=scenario) == asked
    commands.stop_selection(actor=world.hana, run=asked)
    commands.work_out_selection(asked.pk)
    asked.refresh_from_db()
    assert asked.is_over
    with clock.frozen(NOW + timedelta(hours=1)):
        commands.work_out_selection(asked.pk)  # the queue may deliver twice
    assert SelectionRun.objects.get(pk=asked.pk).finished_at == asked.finished_at
    assert inside(asked) == {"Invoices", "Reminders"}
    with pytest.raises(NotAllowed):
        commands.ask_selection(actor=world.tim, scenario=scenario)
    with pytest.raises(Refused):
        commands.ask_selection(actor=world.mara, scenario=scenario, seconds=0)


def test_a_search_that_fails_says_why(world, scenario, monkeypatch):
    from northing.planning.commands.selecting import working_out

    monkeypatch.setattr(working_out, "ask", lambda _: 1 / 0)
    asked = commands.ask_selection(actor=world.mara, scenario=scenario)
    with pytest.raises(ZeroDivisionError):
        commands.work_out_selection(asked.pk)
    asked.refresh_from_db()
    assert (asked.state, asked.problem) == (SelectionState.FAILED, "ZeroDivisionError: division by zero")


def test_taking_it_writes_the_choices_with_their_reasons_and_leaves_pins(world, scenario, features, run):
    Choice.objects.create(scenario=scenario, feature=features["Themes"], pin=Pin.OUT, reason="Not now")
    commands.take_selection(actor=world.mara, run=run)
    rows = {choice.key: choice for choice in scenario.choices.all()}
    assert rows[Key("feature", features["Invoices"].pk)].period == 0
    assert rows[Key("feature", features["Audit log"].pk)].reason.startswith("Comes in at 1 week")
    assert rows[Key("feature", features["Themes"].pk)].reason == "Not now"
    with pytest.raises(NotAllowed):
        commands.take_selection(actor=world.tim, run=run)


def test_taking_what_was_worked_out_without_a_scenario_makes_one(world, scenario, features):
    loose = commands.select_now(None, seconds=20)
    made = commands.take_selection(actor=world.mara, run=loose)
    assert made.is_open
    assert made.starts_on.isoformat() == loose.said["quarters"][0]
    assert made.periods == len(loose.said["quarters"])
    placed = {str(choice.key) for choice in made.choices.exclude(period=None)}
    assert placed == set(loose.chosen)
    with pytest.raises(Refused, match="No plan"):
        commands.take_selection(actor=world.mara, run=SelectionRun(asked_at=clock.now()))


def test_names_that_a_reader_may_not_know_are_not_told(world, scenario, features):
    hidden = portfolio.create_product(actor=world.hana, name="Cellar", owner=world.oscar, restricted=True)
    secret = offered(world, "Keys", 100, 5, product=hidden)
    Choice.objects.create(scenario=scenario, feature=features["Invoices"], period=0, pin=Pin.IN)
    run = commands.select_now(scenario, seconds=20)
    found = told(run, world.mara)
    assert found.unseen == 1
    assert "Keys" not in {line.name for line in (*found.inside, *found.outside)}
    assert "something that you may not see" in why(run, "Reminders", world.mara)
    assert Key("feature", secret.pk) not in reasons(world.mara, scenario)
    assert Key("feature", secret.pk) in reasons(world.hana, scenario)


def test_it_asks_as_often_of_many_as_of_few(world, scenario, django_assert_max_num_queries):
    from northing.planning.selection import ask

    for at in range(20):
        offered(world, f"More {at}", 10 + at, 2)
    with django_assert_max_num_queries(40):
        ask(scenario)
