"""A plan with a past: two teams that deliver week by week, and promises that are more or less likely."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from northing.kernel import clock
from northing.organisation import commands as organisation
from northing.organisation.models import Member, Team
from northing.planning import commands
from northing.planning.models import Feature, Item
from tests.conftest import NOW, PASSWORD, World
from tests.keeping import kept

Plan = Callable[..., Feature]
WEEKS = 20


@pytest.fixture
@kept
def at_work(world: World) -> None:
    for team, pace in ((world.billing_core, 4), (world.data, 3)):
        _deliver(team, pace)
        _staff(world.olive, team, 3)


@pytest.fixture
def plan(world: World, at_work: None) -> Plan:
    """Makes a feature with so many items to do: `plan("Pay by bank", items=12, due=60)`."""

    def make(name: str, *, items: int = 10, due: int | None = None, **fields: Any) -> Feature:
        belongs: dict[str, Any] = {"product": world.billing, "team": world.billing_core, "state": "planned"}
        estimate = {"estimate_low": Decimal(2), "estimate_likely": Decimal(4), "estimate_high": Decimal(7)}
        feature = commands.create_feature(
            actor=world.olive, name=name, public_name=f"{name}, in public", **(belongs | estimate | fields)
        )
        Item.objects.bulk_create(
            Item(feature=feature, team=feature.team, name=f"Step {number} of {name}", created_at=clock.now())
            for number in range(items)
        )
        commands.recount([feature.pk])
        if due is not None:
            commands.commit(actor=world.olive, feature=feature, due_on=day(due))
        feature.refresh_from_db()
        return feature

    return make


def day(ahead: int) -> date:
    return NOW.date() + timedelta(days=ahead)


def refresh() -> None:
    commands.refresh_forecast(asked_by=None, draws=2_000)


def _deliver(team: Team, pace: int) -> None:
    """So many items a week, one more or less in turn."""
    for week in range(1, WEEKS + 1):
        done = clock.now() - timedelta(weeks=week)
        Item.objects.bulk_create(
            Item(team=team, name="Done", state="done", created_at=done, started_at=done, done_at=done)
            for _ in range(pace + week % 3 - 1)
        )


def _staff(olive: Member, team: Team, count: int) -> None:
    for number in range(count):
        address = f"builder{number}-{team.pk}@tarn.example"
        builder = organisation.add_member(
            actor=olive,
            email=address,
            name=f"Builder {number}",
            role="member",
            manager=olive,
            password=PASSWORD,
        )
        organisation.set_membership(actor=olive, team=team, member=builder, discipline="engineering")
