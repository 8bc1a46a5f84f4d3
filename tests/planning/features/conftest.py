"""A small plan of Tarn, made by commands."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from northing.kernel import clock
from northing.planning import commands
from northing.planning.models import Feature, ForecastRun, Outlook, OutlookRecord, RunState
from tests.conftest import World


@pytest.fixture
def pay(world: World) -> Feature:
    return commands.create_feature(
        actor=world.mara,
        name="Pay by bank",
        product=world.billing,
        team=world.billing_core,
        estimate_low=Decimal(4),
        estimate_likely=Decimal(6),
        estimate_high=Decimal(9),
    )


@pytest.fixture
def refund(world: World) -> Feature:
    return commands.create_feature(
        actor=world.mara, name="Refunds", product=world.billing, team=world.billing_core
    )


@pytest.fixture
def cash(world: World) -> Feature:
    """Oscar's: mara sees it and may not change it."""
    return commands.create_feature(actor=world.hana, name="Cash view", product=world.insights, team=world.data)


def forecast(
    feature: Feature, *, chance: float | None, p50: date, p85: date, before: float | None = None
) -> None:
    """As if the forecast had run today, and had said `before` three weeks ago."""
    run = ForecastRun.objects.create(
        asked_at=clock.now(), finished_at=clock.now(), state=RunState.DONE, seed=1, draws=100, version="1"
    )
    futures = [p50 + timedelta(days=day) for day in range(-10, 10)]
    dates = {"starts_on": clock.today(), "p50": p50, "p85": p85, "due_on": feature.due_on}
    Outlook.objects.create(feature=feature, run=run, chance=chance, futures=futures, **dates)
    if before is not None:
        said_on = clock.today() - timedelta(days=21)
        OutlookRecord.objects.create(feature=feature, run=run, said_on=said_on, chance=before, **dates)
