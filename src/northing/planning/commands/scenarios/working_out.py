"""Working out what scenarios lead to, in the background, and keeping it."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from northing.kernel import clock
from northing.planning.forecasts.scenarios import Worked, work_out
from northing.planning.models import ForecastRun, RunState, Scenario, ScenarioForecast
from northing.planning.queries.scenarios import rows
from northing.planning.queries.scenarios.fingerprint import made_of

TASK = "northing.planning.tasks.work_out_scenarios"


def ask_scenarios() -> None:
    """Once this transaction is in. However often asked, one run waits."""
    transaction.on_commit(_defer)


def work_out_scenarios() -> int:
    """Everything that is out of date, and the plan beside it; answers how many scenarios were worked out."""
    run = ForecastRun.objects.filter(state=RunState.DONE).order_by("-pk").first()
    plan, scenarios = rows.the_plan(), rows.open_scenarios()
    if run is None or not (plan or scenarios):
        return 0
    wanted = {scenario.pk: _made_of(scenario, plan, run) for scenario in scenarios}
    fresh: dict[int | None, str] = dict(ScenarioForecast.objects.values_list("scenario", "made_of"))
    stale = [scenario for scenario in scenarios if fresh.get(scenario.pk) != wanted[scenario.pk]]
    if not stale and fresh.get(None) == _made_of(None, plan, run):
        return 0
    made = wanted | {None: _made_of(None, plan, run)}
    _keep(run, made, work_out(run, plan, stale))
    return len(stale)


def _keep(run: ForecastRun, made: Mapping[int | None, str], worked: Sequence[Worked]) -> None:
    """With what it was made of before it was worked out: what changed meanwhile leaves it out of date."""
    now = clock.now()
    with transaction.atomic():
        for each in worked:
            ScenarioForecast.objects.update_or_create(
                scenario=each.scenario,
                defaults={
                    "run": run,
                    "made_of": made[each.scenario.pk if each.scenario else None],
                    "made_at": now,
                    "said": each.measures.kept(),
                },
            )


def _made_of(scenario: Scenario | None, plan: Scenario | None, run: ForecastRun) -> str:
    return made_of(scenario, plan, run=run.pk, today=clock.today())


def _defer() -> None:
    try:
        with transaction.atomic():
            app.configure_task(TASK, queueing_lock="scenarios", lock="scenarios").defer()
    except AlreadyEnqueued:
        return
