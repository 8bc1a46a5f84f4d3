"""Background work of planning."""

from procrastinate.contrib.django import app

from northing.planning import commands


@app.task(name="northing.planning.tasks.refresh_forecast")
def refresh_forecast(actor_id: int | None = None) -> None:
    commands.refresh_forecast(asked_by=actor_id)
    commands.work_out_scenarios()


@app.task(name="northing.planning.tasks.work_out_selection")
def work_out_selection(run_id: int) -> None:
    commands.work_out_selection(run_id)


@app.periodic(cron="10 4 * * *")
@app.task(name="northing.planning.tasks.nightly_forecast", queueing_lock="forecast", lock="forecast")
def nightly_forecast(timestamp: int) -> None:  # noqa: ARG001  procrastinate hands every periodic task its minute
    """A day has passed: what was likely yesterday is sealed, and today has its own forecast."""
    commands.refresh_forecast(asked_by=None)
    commands.work_out_scenarios()


@app.task(name="northing.planning.tasks.work_out_scenarios")
def work_out_scenarios() -> None:
    commands.work_out_scenarios()
