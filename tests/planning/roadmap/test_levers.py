"""What would bring a promise back, found by forecasting again."""

import pytest

from northing.planning.forecasts.levers import Lever, levers
from northing.planning.forecasts.what_if import WhatIf
from northing.planning.models import Feature, ForecastRun
from tests.conftest import World
from tests.keeping import kept
from tests.planning.roadmap.conftest import Plan, refresh


def by_kind(feature: Feature) -> dict[str, Lever]:
    run = ForecastRun.objects.latest("pk")
    return {lever.kind: lever for lever in levers(feature, run)}


@pytest.fixture
@kept
def late(plan: Plan, world: World) -> Feature:
    """30 items at about 4 a week do not fit into 5 weeks; Data has a promise of its own."""
    plan("Cash view", items=12, due=45, team=world.data, product=world.insights)
    feature = plan("Pay by bank", items=30, due=35)
    refresh()
    return Feature.objects.select_related("outlook").get(pk=feature.pk)


def test_the_smallest_cut_that_is_enough(late: Feature) -> None:
    lever = by_kind(late)["fewer"]
    assert lever.chance >= 0.8 > (late.outlook.chance or 0.0)
    run = ForecastRun.objects.latest("pk")
    what_if = WhatIf.now(seed=run.seed, draws=run.draws)
    cut = int(lever.title.split()[2])
    promise = late.commitments.get()
    one_less = what_if.changing({late.pk: {"items": 30 - cut + 1}})
    assert one_less.chance(promise) < 0.8


def test_cutting_items_never_makes_it_less_likely(late: Feature) -> None:
    what_if = WhatIf.now(seed=3, draws=500)
    promise = late.commitments.get()
    chances = [what_if.changing({late.pk: {"items": left}}).chance(promise) for left in (30, 20, 10, 1)]
    assert chances == sorted(chances)
    assert chances[0] < chances[-1]


def test_a_person_lent_helps_and_costs_the_giver(late: Feature, world: World) -> None:
    what_if = WhatIf.now(seed=3, draws=2_000)
    mine = late.commitments.get()
    theirs = Feature.objects.get(name="Cash view").commitments.get()
    lending = what_if.lending(giver=world.data.pk, taker=world.billing_core.pk, weeks=5)
    assert lending.chance(mine) > what_if.chance(mine)
    assert lending.chance(theirs) < what_if.chance(theirs)


def test_lending_names_the_team_and_what_falls(late: Feature) -> None:
    lever = by_kind(late)["lend"]
    assert lever.title == "Borrow one person from Data"
    assert lever.cost.startswith("Cash view falls ") or lever.cost.startswith("None of their")


def test_the_later_day_is_the_first_that_is_sure_enough(late: Feature) -> None:
    lever = by_kind(late)["later"]
    assert lever.due_on is not None
    assert late.due_on is not None
    assert lever.chance >= 0.85
    assert lever.due_on > late.due_on


def test_what_holds_needs_nothing(plan: Plan) -> None:
    feature = plan("Easy", items=2, due=200)
    refresh()
    assert by_kind(feature) == {}


def test_without_a_promise_it_says_what_could_be_promised(plan: Plan) -> None:
    feature = plan("Open", items=8)
    refresh()
    found = by_kind(feature)
    assert set(found) == {"later"}
    assert found["later"].title.startswith("Commit to ")
