"""A delivery record: so many items a week, each so many days in progress."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest

from northing.organisation.models import Team
from northing.planning import commands
from northing.planning.models import Feature, Item
from tests.conftest import NOW, World

WEEKS = 22
Deliver = Callable[..., None]


@pytest.fixture
def feature(world: World) -> Feature:
    """A feature of Billing, begun before the record begins."""
    made = commands.create_feature(
        actor=world.hana, name="Pay by bank", product=world.billing, team=world.billing_core, state="building"
    )
    started = (NOW - timedelta(weeks=40)).date()
    return commands.change_feature(actor=world.hana, feature=made, started_on=started)


@pytest.fixture
def deliver(feature: Feature) -> Deliver:
    """`deliver(team, [3, 3, 4])`: items done in the whole weeks up to the last one, two days each."""
    numbers = count(1)

    def make(
        team: Team, counts: Sequence[int], *, days: float = 2, of: Feature | None = feature, found: bool = False
    ) -> None:
        monday = NOW.replace(hour=0) - timedelta(weeks=len(counts))
        items = []
        for week, done in enumerate(counts):
            for place in range(done):
                moment = monday + timedelta(weeks=week, days=place % 5, hours=12)
                born = moment - timedelta(days=days + 1) if found else NOW - timedelta(weeks=50)
                items.append(_item(next(numbers), team, of, born, moment - timedelta(days=days), moment))
        Item.objects.bulk_create(items)

    return make


def _item(
    number: int, team: Team, feature: Feature | None, born: datetime, begun: datetime, done: datetime | None
) -> Item:
    state = "done" if done else "doing"
    name = f"Item {number}"
    dates: dict[str, Any] = {"created_at": born, "started_at": begun, "done_at": done}
    return Item(name=name, team=team, feature=feature, state=state, **dates)


def doing(team: Team, feature: Feature | None, name: str, *, days: float) -> Item:
    """An item that has been in progress for so long."""
    begun = NOW - timedelta(days=days)
    item = _item(0, team, feature, begun, begun, None)
    item.name = name
    item.save()
    return item
