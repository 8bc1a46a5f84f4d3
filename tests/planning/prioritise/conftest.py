"""Four candidates under RICE: three features and a customer problem."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from northing.insight import commands as insight
from northing.planning import commands
from northing.planning.models import Feature, Key, Method, ScoreModel
from tests.conftest import World
from tests.keeping import kept


@dataclass(frozen=True)
class Weighed:
    model: ScoreModel
    tokens: Feature
    offline: Feature
    theirs: Feature
    refund: Key

    @property
    def first(self) -> str:
        return f"f{self.tokens.pk}"

    @property
    def second(self) -> str:
        return f"f{self.offline.pk}"


def rice(key: Key, reach: float, impact: float, actor: object, effort: float | None = None) -> None:
    """Ranges of a fifth to either side."""
    said = {"reach": reach, "impact": impact, **({"effort": effort} if effort else {})}
    sayings = [commands.Saying(key, field, (0.8 * value, value, 1.2 * value)) for field, value in said.items()]
    sayings.append(commands.Saying(key, "confidence", (0.8, 0.8, 0.8)))
    commands.say_inputs(actor=actor, sayings=sayings)  # type: ignore[arg-type]  # a member


@pytest.fixture
@kept
def weighed(world: World) -> Weighed:
    model = ScoreModel.objects.create(name="RICE", method=Method.RICE, is_default=True, reach_of="accounts")

    def feature(name: str, reach: float, weeks: int, **belongs: Any) -> Feature:
        made = commands.create_feature(
            actor=world.hana,
            name=name,
            estimate_low=Decimal(weeks - 1),
            estimate_likely=Decimal(weeks),
            estimate_high=Decimal(weeks + 3),
            **belongs,
        )
        rice(Key("feature", made.pk), reach, 1, world.hana)
        return made

    own = {"product": world.billing, "team": world.billing_core}
    tokens, offline = feature("Network tokens", 5000, 4, **own), feature("Offline mode", 1500, 6, **own)
    theirs = feature("Cash view", 200, 5, product=world.insights, team=world.data)
    problem = insight.create_opportunity(actor=world.hana, name="Refund a part", product=world.billing)
    refund = Key("opportunity", problem.pk)
    commands.consider(actor=world.hana, key=refund)
    rice(refund, 900, 2, world.hana, effort=5)
    return Weighed(model, tokens, offline, theirs, refund)
