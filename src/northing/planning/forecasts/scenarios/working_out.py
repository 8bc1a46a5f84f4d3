"""Working out the plan and the scenarios beside it, all in the same futures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from northing.planning.forecasts.scenarios.asking import asking, met, waiting
from northing.planning.forecasts.scenarios.changes import Changes, as_in, as_planned, ideas_in
from northing.planning.forecasts.scenarios.column import Column
from northing.planning.forecasts.what_if import WhatIf, promise_for
from northing.planning.models import Commitment, ForecastRun, Scenario
from northing.planning.queries.scenarios.cost import costs, room_of
from northing.planning.queries.scenarios.measures import FeatureSaid, Measures, ObjectiveSaid
from northing.planning.queries.scenarios.moves import periods_of
from northing.planning.queries.scenarios.rows import feature_choices
from northing.planning.queries.scenarios.serving import Asker, Served, askers, served


@dataclass(frozen=True, eq=False)
class Worked:
    """The measures of one scenario; of the plan as it stands when `scenario` is None."""

    scenario: Scenario | None
    measures: Measures


@dataclass(frozen=True, eq=False)
class _Around:
    """What is the same for every column."""

    promises: Mapping[int, Commitment]
    served: Sequence[Served]
    askers: Sequence[Asker]
    features: frozenset[int]


def work_out(run: ForecastRun, plan: Scenario | None, scenarios: Sequence[Scenario]) -> list[Worked]:
    """The plan as it stands first, then each of the scenarios."""
    ideas = ideas_in(scenarios)
    base = WhatIf.now(seed=run.seed, draws=run.draws, also=ideas)
    promises = {row.feature_id: row for row in Commitment.objects.current().select_related("feature")}
    around = _Around(promises, served(), askers(), frozenset(base.inputs.features))
    own = Changes.of(plan, plan) if plan else None
    planned = Column.of(replace(base, inputs=as_planned(base.inputs, ideas)), own)
    found = [Worked(None, _measures(planned, planned, around))]
    for scenario in scenarios:
        changes = Changes.of(scenario, plan)
        room = room_of(scenario) if changes.capacities else {}
        inputs = as_in(changes, base.inputs, ideas, room)
        column = Column.of(replace(base, inputs=inputs), changes)
        found.append(Worked(scenario, _measures(column, planned, around)))
    return found


def _measures(column: Column, planned: Column, around: _Around) -> Measures:
    is_plan = column is planned
    scenario = column.changes.scenario if column.changes else None
    choices = feature_choices(scenario)
    starts_on = scenario.starts_on if scenario else column.what_if.inputs.today
    by = date(starts_on.year, 12, 31)
    mine = met(column.joint, around.askers, by)
    theirs = None if is_plan else met(planned.joint, around.askers, by)
    return Measures(
        fits=tuple(column.fits(scenario, periods_of(choices))) if scenario else (),
        features=tuple(_features(column, around)),
        objectives=tuple(_objectives(column, around)),
        asking=asking(mine, theirs, by) if around.askers else None,
        waiting=waiting(around.askers, planned.likely(), column.likely()),
        costs=costs(scenario, list(choices.values()), is_plan=is_plan) if scenario else (),
    )


def _features(column: Column, around: _Around) -> Iterable[FeatureSaid]:
    what_if, joint = column.what_if, column.joint
    promised = {pk: _promise(column, pk, around.promises.get(pk)) for pk in what_if.inputs.features}
    open_now = [promise for pk, promise in promised.items() if promise is not None and pk in joint.finish]
    by_pace = np.array([joint.done_by(row.feature_id, row.due_on).mean() for row in open_now])
    by_record = what_if.promises.chances(open_now, what_if.inputs.today)
    mixed = np.atleast_1d(what_if.promises.mixed(by_pace, by_record).chance)
    chances = {row.feature_id: float(chance) for row, chance in zip(open_now, mixed, strict=True)}
    for pk, promise in promised.items():
        yield FeatureSaid(
            id=pk,
            start=joint.begun(pk),
            p50=joint.percentile(pk, 0.5),
            p85=joint.percentile(pk, 0.85),
            due_on=promise.due_on if promise else None,
            chance=round(chances[pk], 4) if pk in chances else None,
        )


def _promise(column: Column, pk: int, promise: Commitment | None) -> Commitment | None:
    """The open one; where the scenario promises another day, that one as if it were promised today."""
    said = column.changes.dates.get(pk) if column.changes else None
    if said is None or said.due_on is None or (promise is not None and promise.due_on == said.due_on):
        return promise
    return promise_for(column.what_if.inputs.features[pk], said.due_on)


def _objectives(column: Column, around: _Around) -> Iterable[ObjectiveSaid]:
    for each in around.served:
        built = each.features & around.features
        if built:
            done = sum(float(column.joint.done_by(pk, each.ends_on).mean()) for pk in built)
            chance = column.joint.all_by(built, each.ends_on)
            yield ObjectiveSaid(each.objective, len(built), round(done / len(built), 4), round(chance, 4))
