"""What scenarios lead to: the same futures with other inputs."""

from datetime import date

import pytest

from northing.planning import commands
from northing.planning.models import Feature, Key, Outlook, Scenario, ScenarioForecast
from northing.planning.queries.scenarios.measures import FeatureSaid, Measures
from tests.conftest import World


def measures(scenario: Scenario | None) -> Measures:
    commands.work_out_scenarios()
    return Measures.read(ScenarioForecast.objects.get(scenario=scenario).said)


def said(scenario: Scenario | None, feature: Feature) -> FeatureSaid:
    return next(row for row in measures(scenario).features if row.id == feature.pk)


def test_the_plan_and_an_unchanged_copy_say_what_the_roadmap_says(
    scenario: Scenario, features: dict[str, Feature]
) -> None:
    copied, planned = measures(scenario), measures(None)
    assert copied.features == planned.features
    assert copied.fits == planned.fits
    assert copied.asking == planned.asking
    for row in planned.features:
        outlook = Outlook.objects.get(feature=row.id)
        assert (row.p50, row.p85, row.start) == (outlook.p50, outlook.p85, outlook.starts_on)
        assert row.chance == pytest.approx(outlook.chance, abs=1e-4)


def test_everything_fits_at_most_as_likely_as_each_alone(
    scenario: Scenario, features: dict[str, Feature]
) -> None:
    found = measures(scenario)
    last = date(2026, 9, 30)
    alone = [
        Outlook.objects.get(feature=features[name]).chance_by(last) or 0.0 for name in ("France", "Reports")
    ]
    assert found.fits[0].features == 2
    assert found.fits[0].chance <= min(alone) + 0.01


def test_a_smaller_scope_makes_it_and_what_follows_likelier(
    world: World, scenario: Scenario, features: dict[str, Feature]
) -> None:
    commands.set_date(actor=world.mara, scenario=scenario, feature=features["France"], effort_times=0.7)
    for name in ("France", "Reports"):
        mine, plan = said(scenario, features[name]), said(None, features[name])
        assert mine.p50 is not None
        assert plan.p50 is not None
        assert mine.p50 < plan.p50
        assert (mine.chance or 0) >= (plan.chance or 0)


def test_what_is_out_takes_no_time_and_what_comes_later_waits_for_its_quarter(
    world: World, scenario: Scenario, features: dict[str, Feature]
) -> None:
    reports = features["Reports"]
    commands.choose(actor=world.mara, scenario=scenario, candidate=Key("feature", reports.pk), period=1)
    start = said(scenario, reports).start
    assert start is not None
    assert start >= date(2026, 9, 30)  # weeks from today, so the working day before is possible
    commands.choose(actor=world.mara, scenario=scenario, candidate=Key("feature", reports.pk), period=None)
    assert reports.pk not in {row.id for row in measures(scenario).features}
    archive = features["Archive"]
    assert (said(scenario, archive).p50 or date.max) < (said(None, archive).p50 or date.max)


def test_a_person_lent_helps_one_team_at_the_cost_of_another(
    world: World, scenario: Scenario, features: dict[str, Feature]
) -> None:
    builder = world.data.memberships.exclude(member=world.oscar).get(member__name="Builder 0").member
    commands.lend_in_scenario(
        actor=world.mara,
        scenario=scenario,
        member=builder,
        to_team=world.billing_core,
        starts_on=date(2026, 6, 1),
        ends_on=date(2026, 9, 30),
    )
    assert (said(scenario, features["France"]).chance or 0) > (said(None, features["France"]).chance or 0)


def test_only_what_changed_is_worked_out_again(world: World, scenario: Scenario) -> None:
    assert commands.work_out_scenarios() == 1
    assert commands.work_out_scenarios() == 0
    commands.change_scenario(actor=world.mara, scenario=scenario, periods=1)
    assert commands.work_out_scenarios() == 1
