"""What a person lent would bring one team and cost the other: both forecast again with the same futures."""

from dataclasses import dataclass
from datetime import date

from northing.organisation.models import Member
from northing.planning.forecasts.what_if import WhatIf
from northing.planning.models import Commitment, Feature, ForecastRun, Lending, RunState
from northing.planning.queries.capacity.kept_free import Kept, Share, kept_free
from northing.planning.queries.scenarios.serving import Asker, askers
from northing_engine import forecasting as engine

DRAWS = 10_000
SHOWS = 0.005  # of a chance: less is nothing that anybody would see
SAME = 0.05  # of a commitment kept: less is too close to call
MOST = 4  # commitments of a side


@dataclass(frozen=True, slots=True)
class Effect:
    """One commitment before and after; `name` is empty where the actor may not see the feature."""

    feature: int
    name: str
    due_on: date
    was: float
    now: float

    @property
    def places(self) -> tuple[float, float]:
        """Before and after on a scale to 100."""
        return self.was * 100, self.now * 100


@dataclass(frozen=True, slots=True)
class Brought:
    """`gets` and `gives`: commitments that rest on each team's work. `kept`: how many of all of them hold.

    `asking_gets` and `asking_gives`: revenue of the customers who ask for what stands on each side, each
    customer once, in the organisation's currency.
    """

    gets: tuple[Effect, ...]
    gives: tuple[Effect, ...]
    count: int
    kept_was: float
    kept_now: float
    asking_gets: float
    asking_gives: float

    @property
    def verdict(self) -> str:
        change = self.kept_now - self.kept_was
        if abs(change) < SAME:
            moved = any(abs(effect.now - effect.was) >= 0.03 for effect in (*self.gets, *self.gives))
            return (
                "Too close to call: it moves the risk more than it removes it."
                if moved
                else "It changes little."
            )
        return "It brings more than it costs." if change > 0 else "It costs more than it brings."


def brought(actor: Member, lending: Lending) -> Brought | None:
    """None before the first forecast."""
    what_if = _now()
    if what_if is None:
        return None
    rows = Commitment.objects.current().select_related("feature")
    promises = [row for row in rows if row.feature_id in what_if.inputs.features]
    getting = engine.affected(what_if.inputs.pieces, teams=(lending.to_team_id,))
    giving = engine.affected(what_if.inputs.pieces, teams=(lending.from_team_id,))
    moved = [row for row in promises if row.feature_id in getting or row.feature_id in giving]
    was, now = what_if.chances(moved), what_if.with_lending(lending).chances(moved)
    seen = Feature.objects.visible_to(actor).in_bulk([row.feature_id for row in moved])
    gets: list[Effect] = []
    gives: list[Effect] = []
    for row, before, after in zip(moved, was, now, strict=True):
        name = seen[row.feature_id].name if row.feature_id in seen else ""
        own = row.feature.team_id in {lending.to_team_id, lending.from_team_id}
        if own or abs(after - before) >= SHOWS:
            side = gets if row.feature.team_id == lending.to_team_id or after > before else gives
            side.append(Effect(row.feature_id, name, row.due_on, before, after))
    asked = askers([effect.feature for effect in (*gets, *gives) if effect.name])
    return Brought(
        _most(gets), _most(gives), len(moved), sum(was), sum(now), _worth(asked, gets), _worth(asked, gives)
    )


def _worth(asked: list[Asker], effects: list[Effect]) -> float:
    features = {effect.feature for effect in effects}
    return sum(asker.worth for asker in asked if asker.features & features)


@dataclass(frozen=True, slots=True)
class Keeping:
    """The mean chance of all commitments, with what is kept free now and with another share."""

    was: float
    now: float


def keeping(share: Share) -> Keeping | None:
    """As if everybody kept that free who says nothing else. None without a commitment or a forecast."""
    what_if = _now()
    if what_if is None:
        return None
    rows = Commitment.objects.current().select_related("feature")
    promises = [row for row in rows if row.feature_id in what_if.inputs.features]
    if not promises:
        return None
    was = what_if.chances(promises)
    now = what_if.keeping(Kept(share, kept_free().by_team)).chances(promises)
    return Keeping(sum(was) / len(was), sum(now) / len(now))


def _now() -> WhatIf | None:
    run = ForecastRun.objects.filter(state=RunState.DONE).order_by("-pk").first()
    return None if run is None else WhatIf.now(seed=run.seed, draws=min(run.draws, DRAWS))


def _most(effects: list[Effect]) -> tuple[Effect, ...]:
    """Those that move most, the soonest first."""
    largest = sorted(effects, key=lambda effect: -abs(effect.now - effect.was))[:MOST]
    return tuple(sorted(largest, key=lambda effect: effect.due_on))
