"""Background work of insight."""

from procrastinate.contrib.django import app

from northing.insight import commands


@app.task(name="northing.insight.tasks.deliver_reply", retry=5)
def deliver_reply(reply_id: int) -> None:
    commands.deliver_reply(reply_id)
