"""Who promises a day, which days can be promised, and what became of a promise."""

from datetime import date, timedelta

import pytest

from northing.kernel.errors import NotAllowed, Refused
from northing.organisation.models import Member
from northing.planning import commands
from northing.planning.models import Feature, Outcome
from tests.conftest import NOW, World

TODAY = NOW.date()


def of_no_product(world: World, **belongs: object) -> Feature:
    return commands.create_feature(actor=world.hana, name="Audit trail", **belongs)


def promise(actor: Member, feature: Feature, due_on: date = TODAY + timedelta(30)) -> Outcome:
    return commands.commit(actor=actor, feature=feature, due_on=due_on).outcome


def test_what_belongs_to_no_product_is_promised_by_its_owner_or_a_manager_of_its_team(world: World) -> None:
    promise(world.mara, of_no_product(world, owner=world.mara))
    promise(world.mara, of_no_product(world, team=world.billing_core))
    with pytest.raises(NotAllowed):
        promise(world.mara, of_no_product(world, team=world.data))


def test_today_can_be_promised_and_yesterday_cannot(world: World) -> None:
    feature = of_no_product(world)
    with pytest.raises(Refused, match="31 May 2026 has passed"):
        promise(world.hana, feature, TODAY - timedelta(1))
    promise(world.hana, feature, TODAY)


@pytest.mark.parametrize(("late", "outcome"), [(0, Outcome.HELD), (1, Outcome.MISSED)])
def test_a_promise_is_held_until_the_end_of_its_day(world: World, late: int, outcome: Outcome) -> None:
    feature = of_no_product(world)
    promise(world.hana, feature, TODAY)
    commands.change_feature(
        actor=world.hana, feature=feature, state="shipped", shipped_on=TODAY + timedelta(late)
    )
    assert feature.commitments.get().outcome == outcome


def test_a_feature_does_not_wait_for_itself(world: World) -> None:
    feature = of_no_product(world)
    with pytest.raises(Refused, match="can't depend on itself"):
        commands.add_dependency(actor=world.hana, feature=feature, other=feature)
