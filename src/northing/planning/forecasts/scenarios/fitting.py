"""Whether a plan that is only thought of fits: told by the forecast, as it will be once it is a scenario."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from northing.planning.forecasts.inputs import DRAWS
from northing.planning.forecasts.scenarios.changes import Changes, as_in
from northing.planning.forecasts.scenarios.column import Column
from northing.planning.forecasts.what_if import WhatIf
from northing.planning.models import Feature, FeatureState, ForecastRun, RunState, Scenario
from northing.planning.queries.scenarios import quarters, rows
from northing.planning.queries.scenarios.cost import room_of
from northing.planning.queries.scenarios.measures import Fit
from northing.planning.queries.scenarios.moves import moves_to, periods_of

SEED = 20_260_118
"""Of the futures where nothing was forecast yet."""


@dataclass(frozen=True, eq=False)
class Fitted:
    """`fits`: by quarter, the chance that all until then is done by its end."""

    fits: tuple[Fit, ...]
    scenario: Scenario
    column: Column

    @property
    def least(self) -> float:
        return min((fit.chance for fit in self.fits), default=1.0)

    def chance(self, features: Collection[int], period: int) -> float:
        """That these are done by the end of the quarter."""
        return self.column.joint.all_by(features, quarters.ends(self.scenario, period))


@dataclass(frozen=True, eq=False)
class Fitting:
    """`known`: where features are in the scenario already."""

    base: WhatIf
    scenario: Scenario
    plan: Scenario | None
    known: Mapping[int, int | None]
    ideas: frozenset[int]
    room: dict[tuple[int, int], float]

    @classmethod
    def of(cls, scenario: Scenario | None, starts_on: date, periods: int, features: Collection[int]) -> Self:
        """`features`: those among which the plan chooses. Without a scenario it is one of these quarters."""
        run = ForecastRun.objects.filter(state=RunState.DONE).order_by("-pk").first()
        ideas = frozenset(
            Feature.objects.filter(pk__in=features, state=FeatureState.IDEA).values_list("pk", flat=True)
        )
        return cls(
            WhatIf.now(seed=run.seed if run else SEED, draws=run.draws if run else DRAWS, also=ideas),
            scenario or Scenario(starts_on=starts_on, periods=periods),
            rows.the_plan(),
            periods_of(rows.feature_choices(scenario)),
            ideas,
            room_of(scenario) if scenario else {},
        )

    def of_plan(self, chosen: Mapping[int, int | None]) -> "Fitted":
        """With features in these quarters and what else the scenario has. One forecast."""
        places = {**self.known, **chosen}
        changes = replace(self._said(), moves=moves_to(self.scenario, places, self.plan))
        inputs = as_in(changes, self.base.inputs, self.ideas, self.room)
        column = Column.of(replace(self.base, inputs=inputs), changes)
        return Fitted(tuple(column.fits(self.scenario, places)), self.scenario, column)

    def _said(self) -> Changes:
        if self.scenario.pk is None:
            return Changes(self.scenario, {}, {}, (), ())
        return Changes.of(self.scenario, self.plan)
