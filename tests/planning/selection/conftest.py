"""A quarter of Billing Core: ten weeks of capacity, four features that ask for more."""

from datetime import date
from decimal import Decimal

import pytest

from northing.kernel import clock
from northing.planning import commands
from northing.planning.models import Feature, FeatureState, Input, Rule, Scenario, ScoreModel
from northing.planning.selection import asked
from tests.keeping import kept

WORTH = {"Invoices": (40, 5), "Reminders": (30, 4), "Audit log": (20, 4), "Themes": (5, 3)}


DRAWS = 20


@pytest.fixture(autouse=True)
def few_draws(monkeypatch):
    """Each draw is a plan to work out: a few say as much here."""
    monkeypatch.setattr(asked, "ROBUST", DRAWS)


@pytest.fixture
def score_model(world):
    return ScoreModel.objects.create(name="Value", method="value_effort", is_default=True)


@pytest.fixture
@kept
def features(world, score_model):
    return {name: offered(world, name, *numbers) for name, numbers in WORTH.items()}


@pytest.fixture
@kept
def scenario(world, features):
    made = Scenario.objects.create(
        name="Ten weeks", starts_on=date(2026, 7, 1), periods=1, made_by=world.mara, made_at=clock.now()
    )
    Rule.objects.create(scenario=made, kind="capacity", team=world.billing_core, amount=10)
    return made


def offered(world, name, value, effort, **fields):
    weeks = {f"estimate_{end}": Decimal(str(effort)) for end in ("low", "likely", "high")}
    fields = (
        {"product": world.billing, "team": world.billing_core, "state": FeatureState.SHAPED} | weeks | fields
    )
    feature = commands.create_feature(
        actor=world.hana, name=name, **{k: fields[k] for k in ("product", "team")}
    )
    Feature.objects.filter(pk=feature.pk).update(**fields)
    if value is not None:
        numbers = {end: float(value) for end in ("low", "likely", "high")}
        Input.objects.create(feature=feature, field="value", said_at=clock.now(), said_by=world.hana, **numbers)
    feature.refresh_from_db()
    return feature
