"""Background work of the strategy."""

from procrastinate.contrib.django import app

from northing.strategy import commands


@app.periodic(cron="20 5 * * *")
@app.task(name="northing.strategy.tasks.remind", queueing_lock="strategy-remind", pass_context=False)
def remind(timestamp: int) -> None:
    """Each morning."""
    del timestamp
    commands.remind()
