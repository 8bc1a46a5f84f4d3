"""A plan of two teams, and a scenario beside it."""

import pytest

from northing.organisation.models import Member
from northing.planning import commands
from northing.planning.models import Feature, Scenario
from tests.conftest import World
from tests.keeping import kept
from tests.planning.roadmap.conftest import Plan, at_work, plan, refresh

__all__ = ["at_work", "plan"]


@pytest.fixture
@kept
def features(plan: Plan) -> dict[str, Feature]:
    """France is promised tightly, Reports come after it; Archive is shaped, and comes last."""
    found = {
        "France": plan("France", items=28, due=50, state="building"),
        "Reports": plan("Reports", items=12, due=90),
        "Archive": plan("Archive", items=9, state="shaped"),
    }
    refresh()
    return found


@pytest.fixture
@kept
def scenario(world: World, features: dict[str, Feature]) -> Scenario:
    return made(world.mara)


def made(actor: Member, name: str = "Smaller France") -> Scenario:
    return commands.new_scenario(actor=actor, name=name)
