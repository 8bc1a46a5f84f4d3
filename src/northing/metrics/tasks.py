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


@app.task(name="northing.metrics.tasks.watch")
def watch(metric_ids: list[int]) -> None:
    """New values came."""
    commands.watch_metrics(metric_ids)


@app.periodic(cron="20 4 * * *")
@app.task(
    name="northing.metrics.tasks.watch_nightly", queueing_lock="watch-metrics-nightly", lock="watch-metrics"
)
def watch_nightly(timestamp: int) -> None:
    """A day has passed: what was put off may be due, and yesterday's forecast is sealed."""
    del timestamp
    commands.watch_metrics()


@app.periodic(cron="50 4 * * *")
@app.task(name="northing.metrics.tasks.clear_log", queueing_lock="clear-deliveries")
def clear_log(timestamp: int) -> None:
    """Once a night: what came in long ago is no longer asked for."""
    del timestamp
    commands.clear_log()
