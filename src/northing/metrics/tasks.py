"""Background work of metrics."""

from procrastinate.contrib.django import app

from northing.metrics import commands


@app.periodic(cron="* * * * *")
@app.task(name="northing.metrics.tasks.read_due", queueing_lock="read-due")
def read_due(timestamp: int) -> None:
    """Each minute: feeds whose turn has come."""
    del timestamp
    commands.read_due()


@app.task(name="northing.metrics.tasks.read_feed")
def read_feed(feed_id: int) -> None:
    commands.read_feed(feed_id)
