"""Background work of insight."""

from procrastinate.contrib.django import app

from northing.insight import commands
from northing.insight.commands.similar import tend_similarity
from northing.insight.commands.suggestions import suggest_kinds


@app.task(name="northing.insight.tasks.deliver_reply", retry=5)
def deliver_reply(reply_id: int) -> None:
    commands.deliver_reply(reply_id)


@app.periodic(cron="* * * * *")
@app.task(name="northing.insight.tasks.suggest", queueing_lock="suggest")
def suggest(timestamp: int) -> None:
    """Each minute: kinds for what came in, by page, file, mail or API."""
    del timestamp
    suggest_kinds()


@app.periodic(cron="40 3 * * *")
@app.task(name="northing.insight.tasks.forget_loose_files", queueing_lock="forget-loose-files")
def forget_loose_files(timestamp: int) -> None:
    """Each night."""
    del timestamp
    commands.forget_loose_files()


@app.periodic(cron="* * * * *")
@app.task(name="northing.insight.tasks.tend", queueing_lock="tend", lock="tend")
def tend(timestamp: int) -> None:
    """Each minute: what came by another way, or is read by another embedder from now on, is found again."""
    del timestamp
    tend_similarity()
