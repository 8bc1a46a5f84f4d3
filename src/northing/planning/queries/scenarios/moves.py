"""How the choices of a scenario differ from those of the plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from northing.kernel import clock
from northing.planning.models import Choice, Feature, FeatureState, Scenario
from northing.planning.queries.scenarios import quarters
from northing.planning.queries.scenarios.rows import feature_choices

Kind = Literal["in", "out", "later", "sooner"]
Places = Mapping[int, int | None]
"""By feature its quarter in a scenario, counted from 0; None: in none of them."""
NOT_PLANNED = (FeatureState.IDEA, FeatureState.SHAPED)


@dataclass(frozen=True, slots=True)
class Move:
    """A feature that the scenario puts elsewhere: its quarter's first day in the plan and in the scenario."""

    feature: int
    kind: Kind
    was: date | None
    now: date | None


def moves(scenario: Scenario, plan: Scenario | None) -> dict[int, Move]:
    """By feature; what is where the plan has it is not among them. Two or three queries."""
    if plan is None or plan.pk == scenario.pk:
        return {}
    return moves_to(scenario, periods_of(feature_choices(scenario)), plan)


def moves_to(scenario: Scenario, places: Places, plan: Scenario | None) -> dict[int, Move]:
    """With features in these quarters of the scenario, counted from 0, or in none. Two queries."""
    mine = _quarters(scenario, places)
    theirs = _quarters(plan, periods_of(feature_choices(plan))) if plan is not None else {}
    told = Feature.objects.filter(pk__in=mine).open().values_list("pk", "state")
    found = (_move(pk, state, mine.get(pk), theirs.get(pk)) for pk, state in told.order_by("rank", "pk"))
    return {move.feature: move for move in found if move is not None}


def periods_of(choices: Mapping[int, Choice]) -> dict[int, int | None]:
    return {pk: choice.period for pk, choice in choices.items()}


def _quarters(scenario: Scenario, places: Places) -> dict[int, date | None]:
    """The first day of each one's quarter; a quarter that has passed is this one by now."""
    this = quarters.quarter_of(clock.today())
    return {
        pk: None if place is None else max(quarters.begins(scenario, place), this)
        for pk, place in places.items()
    }


def _move(pk: int, state: str, now: date | None, was: date | None) -> Move | None:
    if now == was or (now is None and state == FeatureState.BUILDING):
        return None  # nobody stops what is being built by leaving it out
    if now is None:
        return Move(pk, "out", was, None)
    if was is None:
        # What is planned for after the plan's quarters is only taken up earlier.
        return Move(pk, "in" if state in NOT_PLANNED else "sooner", None, now)
    return Move(pk, "later" if now > was else "sooner", was, now)
