"""One plan in the same futures as the others: dates, and whether what was chosen fits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

import numpy as np

from northing.planning.forecasts.scenarios.changes import Changes
from northing.planning.forecasts.what_if import WhatIf
from northing.planning.models import Scenario
from northing.planning.queries.scenarios import quarters
from northing.planning.queries.scenarios.measures import Fit
from northing_engine import forecasting as engine


@dataclass(frozen=True, eq=False)
class Column:
    what_if: WhatIf
    joint: engine.JointForecast
    changes: Changes | None

    @classmethod
    def of(cls, what_if: WhatIf, changes: Changes | None) -> Self:
        inputs = what_if.inputs
        rng = np.random.Generator(np.random.PCG64(what_if.seed))
        joint = engine.forecast_together(
            inputs.pieces, inputs.history, inputs.capacity, inputs.calendar, rng, what_if.draws
        )
        return cls(what_if, joint, changes)

    def likely(self) -> dict[int, date | None]:
        return {pk: self.joint.percentile(pk, 0.5) for pk in self.what_if.inputs.features}

    def fits(self, scenario: Scenario, places: Mapping[int, int | None]) -> Iterable[Fit]:
        """`places`: by feature its quarter. Of what is open: what has no date is counted as not done."""
        inside = self.what_if.inputs.features
        chosen = {pk: place for pk, place in places.items() if place is not None and pk in inside}
        for period in range(scenario.periods):
            until = [pk for pk, place in chosen.items() if place <= period]
            yield Fit(period, len(until), round(self.joint.all_by(until, quarters.ends(scenario, period)), 4))
