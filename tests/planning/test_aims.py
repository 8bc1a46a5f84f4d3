"""What is built for which objective, and what for none."""

from datetime import date
from decimal import Decimal

import pytest

from northing.kernel.errors import NotAllowed, Refused
from northing.organisation.models import Member
from northing.planning import commands
from northing.planning.models import Feature, FeatureAim, FeatureState, KeptRunning
from northing.portfolio import commands as portfolio
from northing.portfolio.models import Product
from northing.strategy import commands as strategy
from northing.strategy.models import KeyResult, Objective
from northing.strategy.queries.gaps import gaps
from northing.strategy.queries.of_product import objectives_of_product
from northing.strategy.queries.strategy_map import strategy_map
from tests.conftest import Clients, World


@pytest.fixture
def paid(world: World) -> Objective:
    cycle = strategy.begin_cycle(
        actor=world.hana, name="2026", starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31)
    )
    return strategy.add_objective(actor=world.hana, cycle=cycle, name="Get paid faster", owner=world.mara)


@pytest.fixture
def days(world: World, paid: Objective) -> KeyResult:
    return strategy.add_key_result(
        actor=world.hana, objective=paid, name="Days", baseline=Decimal(30), target=Decimal(24)
    )


def planned(world: World, name: str, weeks: int, **more: object) -> Feature:
    size = dict.fromkeys(("estimate_low", "estimate_likely", "estimate_high"), Decimal(weeks))
    belongs = {"product": world.billing, "state": FeatureState.PLANNED} | size | more
    return commands.create_feature(actor=world.hana, name=name, **belongs)


def test_the_map_goes_down_to_features_and_sums_their_weeks(
    world: World, paid: Objective, days: KeyResult, clients: Clients
) -> None:
    other = strategy.add_objective(actor=world.hana, cycle=paid.cycle, name="Stay legal")
    both = planned(world, "Reminders", 6)
    commands.aim(actor=world.mara, feature=both, objective=paid, key_result=days)
    commands.aim(actor=world.mara, feature=both, objective=other)
    with pytest.raises(Refused, match="another objective"):
        commands.aim(actor=world.mara, feature=both, objective=other, key_result=days)
    planned(world, "Sign-in page", 4)
    found = gaps(strategy_map(world.hana))
    assert [(bar.name, bar.weeks) for bar in found.bars] == [("O1", 3), ("O2", 3), ("No objective", 4)]
    assert (found.planned, found.unplaced_share) == (10, 0.4)
    page = clients["hana"].get("/strategy/").content.decode()
    assert "Reminders" in page
    assert "Nobody has said why." in page


def test_what_serves_none_says_why(world: World, paid: Objective) -> None:
    feature = planned(world, "Bank formats", 4)
    with pytest.raises(Refused, match="Say why"):
        commands.keep_running(actor=world.mara, feature=feature, reason=" ")
    commands.keep_running(actor=world.mara, feature=feature, reason="Keep running, agreed in January")
    assert [piece.reason for piece in gaps(strategy_map(world.hana)).unplaced] == [
        "Keep running, agreed in January"
    ]
    commands.aim(actor=world.mara, feature=feature, objective=paid)
    assert not KeptRunning.objects.exists()


def test_features_inherit_what_their_initiative_is_for(world: World, paid: Objective) -> None:
    initiative = commands.create_initiative(actor=world.hana, name="Paid without chasing")
    commands.aim_initiative(actor=world.hana, initiative=initiative, objective=paid)
    planned(world, "Reminders", 6, initiative=initiative)
    line = strategy_map(world.hana).objectives[0]
    assert [piece.name for piece in line.pieces] == ["Reminders"]


def test_links_are_made_on_either_end(world: World, paid: Objective, days: KeyResult, clients: Clients) -> None:
    feature = planned(world, "Reminders", 6)
    mara = clients["mara"]
    mara.post(f"/plan/features/{feature.pk}/objectives/place/", {"aim": f"k{days.pk}"})
    mara.post(f"/plan/objectives/o{paid.pk}/features/link/", {"other": "reminders"})
    assert set(FeatureAim.objects.values_list("objective", "key_result")) == {
        (paid.pk, days.pk),
        (paid.pk, None),
    }
    assert b"Days" in mara.get(f"/plan/features/{feature.pk}/objectives/").content
    answer = mara.post(f"/plan/objectives/o{paid.pk}/features/link/", {"other": "nothing"})
    assert answer.status_code == 422
    assert b"No feature is called" in answer.content


def test_nobody_links_other_peoples_features_or_sees_what_is_hidden(world: World, paid: Objective) -> None:
    feature = planned(world, "Cohorts", 3, product=world.insights, team=world.data)
    with pytest.raises(NotAllowed):
        commands.aim(actor=world.mara, feature=feature, objective=paid)
    commands.aim(actor=world.hana, feature=feature, objective=paid)
    portfolio.change_product(actor=world.hana, product=world.insights, restricted=True)
    assert strategy_map(world.mara).objectives[0].all_pieces == ()
    assert len(strategy_map(world.hana).objectives[0].all_pieces) == 1


def test_the_roadmap_is_grouped_by_objective_for_those_inside(
    world: World, paid: Objective, clients: Clients
) -> None:
    commands.aim(actor=world.hana, feature=planned(world, "Reminders", 6), objective=paid)
    planned(world, "Sign-in page", 4)
    found = clients["hana"].get("/plan/roadmap/?group=objective")
    groups = {group.name: [line.seen.name for line in group.lines] for group in found.context["roadmap"].groups}
    assert groups == {"O1 Get paid faster": ["Reminders"], "No objective": ["Sign-in page"]}
    assert b"group=objective" in found.content
    shown = clients["hana"].get("/plan/roadmap/?group=objective&audience=sales")
    assert b"Get paid faster" not in shown.content


def test_a_scorecard_names_the_objectives_that_the_product_works_for(
    world: World, paid: Objective, clients: Clients
) -> None:
    commands.aim(actor=world.hana, feature=planned(world, "Reminders", 6), objective=paid)
    assert b"O1 Get paid faster" in clients["hana"].get(f"/portfolio/products/{world.billing.pk}/").content
    assert b"O1 Get paid faster" not in clients["hana"].get(f"/portfolio/products/{world.insights.pk}/").content


def test_a_product_works_for_what_its_bets_and_its_objectives_contribute_to(
    world: World, paid: Objective, days: KeyResult
) -> None:
    def codes(product: Product, actor: Member = world.hana) -> list[str]:
        return [line.objective.code for line in objectives_of_product(actor, product)]

    below = strategy.add_objective(
        actor=world.hana, cycle=paid.cycle, name="Ask sooner", contributes_to=[paid], owner=world.mara
    )
    initiative = commands.create_initiative(actor=world.hana, name="Paid without chasing")
    commands.aim_initiative(actor=world.hana, initiative=initiative, objective=below)
    feature = planned(world, "Reminders", 6, initiative=initiative)
    planned(world, "Cohorts", 3, product=world.insights)
    assert (codes(world.billing), codes(world.insights)) == (["O1", "O2"], [])
    other = strategy.add_objective(actor=world.hana, cycle=paid.cycle, name="Stay legal")
    commands.aim(actor=world.hana, feature=feature, objective=other)
    assert codes(world.billing) == ["O3"], "what a feature says counts instead of what its bet says"
    commands.aim(actor=world.hana, feature=feature, objective=paid, key_result=days)
    assert codes(world.billing) == ["O1", "O3"]
    strategy.drop_key_result(actor=world.hana, key_result=days, reason="Measured otherwise")
    assert codes(world.billing) == ["O3"]
    portfolio.change_product(actor=world.hana, product=world.billing, restricted=True)
    assert codes(world.billing, world.tim) == []
