"""The inputs of the forecast as a scenario has them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from northing.organisation.models import Membership
from northing.planning.forecasts.inputs import UNDER_WAY_FIRST, Inputs
from northing.planning.models import Choice, FeatureState, Lending, Rule, RuleKind, Scenario, ScenarioDate
from northing.planning.queries.scenarios import quarters
from northing.planning.queries.scenarios.moves import Move, moves
from northing_engine import forecasting as engine

LONGEST = 520
"""Weeks: what is lent or set for longer is lent or set for good."""


@dataclass(frozen=True, eq=False)
class Changes:
    """What a scenario says that the plan does not."""

    scenario: Scenario
    moves: dict[int, Move]
    dates: dict[int, ScenarioDate]
    lendings: tuple[Lending, ...]
    capacities: tuple[Rule, ...]

    @classmethod
    def of(cls, scenario: Scenario, plan: Scenario | None) -> "Changes":
        """Of the plan itself there are none: what it said has come true."""
        if plan is not None and plan.pk == scenario.pk:
            return cls(scenario, {}, {}, (), ())
        return cls(
            scenario,
            moves(scenario, plan),
            {row.feature_id: row for row in scenario.dates.all()},
            tuple(scenario.lendings.all()),
            tuple(scenario.rules.filter(kind=RuleKind.CAPACITY).exclude(team=None)),
        )


def ideas_in(scenarios: Iterable[Scenario]) -> set[int]:
    """Features that are planned in one of these and are mere ideas today."""
    chosen = Choice.objects.filter(scenario__in=list(scenarios), period__isnull=False)
    ideas = chosen.filter(feature__state=FeatureState.IDEA).values_list("feature_id", flat=True)
    return {pk for pk in ideas if pk is not None}


def as_planned(inputs: Inputs, ideas: Collection[int]) -> Inputs:
    """Without the ideas of scenarios: the plan as it stands."""
    return _without(inputs, set(ideas))


def as_in(
    changes: Changes, inputs: Inputs, ideas: Collection[int], room: dict[tuple[int, int], float]
) -> Inputs:
    """`inputs` has the plan and the ideas; `room` the person-weeks of each team and quarter of the scenario."""
    wanted = {pk for pk, move in changes.moves.items() if move.kind != "out"}
    out = {pk for pk, move in changes.moves.items() if move.kind == "out"}
    pieces = tuple(_changed(piece, changes, inputs) for piece in inputs.pieces)
    changed = _without(replace(inputs, pieces=pieces), (set(ideas) - wanted) | out)
    return replace(changed, capacity=_capacity(changes, inputs, room))


def _without(inputs: Inputs, ids: set[int]) -> Inputs:
    """What something that stays needs is built all the same."""
    needs = {int(piece.id): {int(need) for need in piece.needs} for piece in inputs.pieces}
    gone = set(ids)
    while held := {need for pk, wanted in needs.items() if pk not in gone for need in wanted} & gone:
        gone -= held
    stays = tuple(piece for piece in inputs.pieces if piece.id not in gone)
    features = {pk: feature for pk, feature in inputs.features.items() if pk not in gone}
    return replace(inputs, pieces=stays, features=features)


def _changed(piece: engine.Piece, changes: Changes, inputs: Inputs) -> engine.Piece:
    pk = int(piece.id)
    if (said := changes.dates.get(pk)) is not None and said.effort_times != 1:
        piece = _sized(piece, said.effort_times)
    move = changes.moves.get(pk)
    if move is None or move.now is None:
        return piece
    if move.kind == "sooner":
        return replace(piece, rank=_first_rank(piece, inputs))
    return replace(piece, not_before=max(piece.not_before, _weeks(inputs.today, move.now)))


def _sized(piece: engine.Piece, times: float) -> engine.Piece:
    items, effort = piece.items, piece.effort
    if isinstance(items, int) and items:
        items = max(round(items * times), 1)
    if effort is not None:
        likely = None if effort.likely is None else effort.likely * times
        effort = engine.Range(effort.low * times, effort.high * times, likely)
    return replace(piece, items=items, effort=effort)


def _first_rank(piece: engine.Piece, inputs: Inputs) -> float:
    """Before everything that its team has not begun."""
    waiting = [
        other.rank for other in inputs.pieces if other.team == piece.team and other.rank > -UNDER_WAY_FIRST / 2
    ]
    return min([piece.rank, *(rank - 1 for rank in waiting)])


def _weeks(today: date, day: date) -> float:
    return max((day - today).days / 7, 0.0)


def _capacity(changes: Changes, inputs: Inputs, room: dict[tuple[int, int], float]) -> engine.Capacity:
    capacity, today = inputs.capacity, inputs.today
    shares = _shares(changes.lendings)
    for lending in changes.lendings:
        persons = shares.get((lending.member_id, lending.from_team_id), 1.0) * lending.share / 100
        giver, taker = inputs.builders.get(lending.from_team_id), inputs.builders.get(lending.to_team_id)
        span = _span(today, lending.starts_on, lending.ends_on)
        if span and giver and taker:
            capacity = capacity.lending(
                lending.from_team_id,
                lending.to_team_id,
                lost=persons / giver,
                gained=persons / taker,
                first=span[0],
                last=span[1],
            )
    for rule in changes.capacities:
        capacity = _set(capacity, changes.scenario, rule, today, room)
    return capacity


def _set(
    capacity: engine.Capacity, scenario: Scenario, rule: Rule, today: date, room: dict[tuple[int, int], float]
) -> engine.Capacity:
    """A team with so many person-weeks in a quarter works that much faster or slower in it."""
    if rule.team_id is None or rule.amount is None:
        return capacity
    for period in range(scenario.periods) if rule.period is None else (rule.period,):
        there = room.get((rule.team_id, period), 0.0)
        span = _span(today, quarters.begins(scenario, period), quarters.ends(scenario, period))
        if span and there > 0:
            team = capacity.of(rule.team_id).changed(rule.amount / there - 1, *span)
            capacity = engine.Capacity({**capacity.teams, rule.team_id: team})
    return capacity


def _span(today: date, starts_on: date, ends_on: date) -> tuple[int, int] | None:
    """First and last week from today on; None when it is over."""
    last = (ends_on - today).days // 7
    first = max((starts_on - today + timedelta(days=3)).days // 7, 0)
    return (first, min(last, LONGEST)) if last >= first else None


def _shares(lendings: Collection[Lending]) -> dict[tuple[int, int], float]:
    rows = Membership.objects.filter(member__in=[lending.member_id for lending in lendings])
    return {(member, team): share / 100 for member, team, share in rows.values_list("member", "team", "share")}
