"""Working out the plan and the scenarios beside it, all in the same futures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from northing.kernel import clock
from northing.planning.forecasts.scenarios.asking import Askers, asking, waiting
from northing.planning.forecasts.scenarios.changes import Changes, as_in, as_planned, ideas_in
from northing.planning.forecasts.what_if import WhatIf, promise_for
from northing.planning.models import Commitment, ForecastRun, Scenario, ScenarioDate
from northing.planning.queries.scenarios import quarters
from northing.planning.queries.scenarios.cost import costs, room_of
from northing.planning.queries.scenarios.measures import FeatureSaid, Fit, Measures, ObjectiveSaid
from northing.planning.queries.scenarios.rows import feature_choices
from northing.planning.queries.scenarios.serving import Served, served
from northing_engine import forecasting as engine


@dataclass(frozen=True, eq=False)
class Worked:
    """The measures of one scenario; of the plan as it stands when `scenario` is None."""

    scenario: Scenario | None
    measures: Measures


@dataclass(frozen=True, eq=False)
class _Futures:
    """One column: its inputs and what happens in its futures."""

    what_if: WhatIf
    joint: engine.JointForecast
    changes: Changes | None


def work_out(run: ForecastRun, plan: Scenario | None, scenarios: Sequence[Scenario]) -> list[Worked]:
    """The plan first, then each of the scenarios."""
    ideas = ideas_in(scenarios)
    base = WhatIf.now(seed=run.seed, draws=run.draws, also=ideas)
    promises = {row.feature_id: row for row in Commitment.objects.current().select_related("feature")}
    serves, askers = served(), Askers.now()
    as_is = replace(base, inputs=as_planned(base.inputs, ideas))
    planned = _Futures(as_is, _together(as_is), Changes.of(plan, plan) if plan else None)
    found = [Worked(None, _measures(planned, planned, plan, promises, serves, askers))]
    for scenario in scenarios:
        changes = Changes.of(scenario, plan)
        inputs = as_in(changes, base.inputs, ideas, room_of(replace_scenario_capacity(scenario)))
        what_if = replace(base, inputs=inputs)
        column = _Futures(what_if, _together(what_if), changes)
        found.append(Worked(scenario, _measures(column, planned, scenario, promises, serves, askers)))
    return found
