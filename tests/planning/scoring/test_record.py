"""What was said is corrected by what became of it, and inputs that come by themselves."""

from datetime import timedelta
from decimal import Decimal

import pytest

from northing.metrics import commands as metrics
from northing.planning import commands
from northing.planning.commands import scoring
from northing.planning.models import Feature, FeatureState, Item, Key
from northing.planning.prioritising import board
from northing.planning.queries.live_inputs import live_values
from northing.planning.queries.prioritise.filter import PrioritiseFilter
from northing.planning.queries.track_record import Said, effort_ratios
from northing.planning.scoring import Corrections, Range, corrections
from northing_engine.calibration import shrink_ratios
from tests.conftest import NOW, Clients, World
from tests.insight.opportunities.test_list import asks, customer, problem

pytestmark = pytest.mark.django_db
SAID = Range(3, 5, 8)


def shipped(world: World, name: str, estimate: int, items: int, weeks_ago: int) -> Feature:
    """Items of one week, all that its team did in it."""
    feature = commands.create_feature(
        actor=world.hana,
        name=name,
        team=world.billing_core,
        estimate_low=Decimal(estimate),
        estimate_likely=Decimal(estimate),
        estimate_high=Decimal(estimate),
    )
    done = NOW - timedelta(weeks=weeks_ago)
    for number in range(items):
        week = done - timedelta(weeks=number)
        Item.objects.create(
            feature=feature, team=world.billing_core, name="x", state="done", created_at=week, done_at=week
        )
    feature.state, feature.shipped_on = FeatureState.SHIPPED, done.date()
    feature.save(update_fields=["state", "shipped_on"])
    return feature


def test_what_a_feature_took_is_its_share_of_its_teams_weeks(world: World) -> None:
    """One builder, four weeks in which only its items were done, estimated two: twice as long."""
    shipped(world, "Refund", 2, 4, 3)
    assert effort_ratios(NOW.date()) == {world.billing_core.pk: [pytest.approx(2)]}


def test_a_team_that_takes_longer_than_it_says_is_read_so(world: World) -> None:
    ratios = [1.5, 2.0, 1.2, 3.0, 1.8]
    found = Corrections({1: shrink_ratios(ratios)}, {})
    low, likely, high = found.effort(1, SAID)
    assert likely == pytest.approx(5 * 1.720338, rel=1e-5)
    assert low < SAID.low * 1.72
    assert high > SAID.high * 1.72
    assert found.said_of_effort(1) == "Its team took 1.7 times what it estimated (5 features)."
    assert found.effort(2, SAID) == SAID
    assert Corrections({1: shrink_ratios(ratios[:4])}, {}).effort(1, SAID) == SAID


def test_a_stated_confidence_moves_towards_what_came_true(world: World) -> None:
    said = [Said(0.8, reached=place < 4) for place in range(10)]
    found = Corrections({}, {None: said})
    assert found.confidence(None, Range(0.8, 0.8, 0.8)).likely == pytest.approx(0.6)
    assert found.confidence(7, Range(0.7, 0.8, 0.9)).low <= 0.6
    assert "Of 10 targets said to be about as sure, 4 were reached" in found.said_of_confidence(None, 0.8)
    assert found.confidence(None, Range(0.1, 0.2, 0.3)) == Range(0.1, 0.2, 0.3)


def test_without_a_record_what_was_said_stands(world: World) -> None:
    found = corrections(NOW.date())
    assert found.effort(world.billing_core.pk, SAID) == SAID
    assert found.said_of_effort(world.billing_core.pk) == ""


def test_revenue_and_customers_come_live_and_each_customer_counts_once(world: World) -> None:
    feature = commands.create_feature(actor=world.hana, name="Refund", product=world.billing)
    brandt = customer(world, "Brandt", 900)
    served = [problem(world, name) for name in ("Refund", "Credit")]
    for each in served:
        asks(world, brandt, each)
        commands.serve(actor=world.mara, feature=feature, opportunity=each)
    metric = metrics.create_metric(actor=world.mara, name="Signups")
    day = NOW.date() - timedelta(days=1)
    metrics.record_observations(
        actor=world.mara, points={metric.pk: {day: 12.5}}, way=metrics.BY_FILE, name="x"
    )
    key, of_problem = Key("feature", feature.pk), Key("opportunity", served[0].pk)
    signups = f"metric:{metric.pk}"
    assert live_values(world.mara, [(key, "asks")]) == {(key, "asks"): 2}
    wanted = [(key, "revenue"), (key, "customers"), (of_problem, "revenue"), (key, signups), (key, "metric:0")]
    assert live_values(world.mara, wanted) == {
        (key, "revenue"): 900,
        (key, "customers"): 1,
        (of_problem, "revenue"): 900,
        (key, signups): 12.5,
    }


def test_the_grid_reads_estimates_by_the_record_and_as_said_with_one_key(
    world: World, clients: Clients
) -> None:
    for number in range(5):
        shipped(world, f"Done {number}", 2, 4, 3 + 10 * number)
    commands.create_feature(
        actor=world.hana,
        name="Refund",
        team=world.billing_core,
        estimate_low=Decimal(10),
        estimate_likely=Decimal(10),
        estimate_high=Decimal(10),
    )
    score = scoring.create_score_model(
        actor=world.hana, name="Ours", method="formula", formula="(1 + revenue) / effort"
    )
    said = board(world.mara, PrioritiseFilter(as_said=True, model=score.pk)).rows[0]
    read = board(world.mara, PrioritiseFilter(model=score.pk)).rows[0]
    assert said.said["effort"].likely == 10
    assert read.said["effort"].likely == pytest.approx(20)
    assert read.said["effort"].stated == 10
    assert read.score is not None
    assert read.score.middle == pytest.approx(1 / 20, rel=0.01)
    page = clients["mara"].get("/plan/prioritise/").content.decode()
    assert "took 2 times what it estimated (5 features)" in page
    assert "Said 10" in page
