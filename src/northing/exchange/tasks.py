"""Background work on imports."""

from procrastinate.contrib.django import app

from northing.exchange import commands, queries


@app.task(name="northing.exchange.tasks.work_on")
def work_on(import_id: int) -> None:
    found = queries.import_by_id(import_id)
    if found is not None:
        commands.work_on(found)


@app.periodic(cron="* * * * *")
@app.task(name="northing.exchange.tasks.carry_on", queueing_lock="carry-on")
def carry_on(timestamp: int) -> None:  # noqa: ARG001  procrastinate hands the minute to every periodic task
    """Once a minute: imports whose worker died are queued again."""
    commands.carry_on()
