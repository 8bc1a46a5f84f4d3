"""Background work of insight."""

from procrastinate.contrib.django import app

from northing.insight import commands
from northing.insight.commands import portal
from northing.insight.commands.grouping import count_groups, group_when_enough_came
from northing.insight.commands.memberships import refresh_by_the_calendar
from northing.insight.commands.privacy import forget_copies as forget_copies_of_the_erased
from northing.insight.commands.similar import tend_similarity


@app.task(name="northing.insight.tasks.deliver_reply", retry=5)
def deliver_reply(reply_id: int) -> None:
    commands.deliver_reply(reply_id)


@app.task(name="northing.insight.tasks.deliver_interview", retry=5)
def deliver_interview(interview_id: int) -> None:
    commands.deliver_interview(interview_id)


@app.periodic(cron="* * * * *")
@app.task(name="northing.insight.tasks.suggest", queueing_lock="suggest")
def suggest(timestamp: int) -> None:
    """Each minute: kind and product of what came in, by page, file, mail or API."""
    del timestamp
    for field in ("kind", "product"):
        commands.suggest(field)
        commands.act_alone(field)


@app.periodic(cron="5 0 * * *")
@app.task(name="northing.insight.tasks.refresh_segments", queueing_lock="refresh-segments")
def refresh_segments(timestamp: int) -> None:
    """Each night, just after the day began."""
    del timestamp
    refresh_by_the_calendar()


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
    if not group_when_enough_came():
        count_groups()


@app.task(name="northing.insight.tasks.deliver_entry", retry=3)
def deliver_entry(ticket_id: int) -> None:
    portal.deliver_entry(ticket_id)


@app.task(name="northing.insight.tasks.tell_of_change", retry=5)
def tell_of_change(change_id: int) -> None:
    portal.tell_of_change(change_id)


@app.task(name="northing.insight.tasks.deliver_change", retry=5)
def deliver_change(change_id: int, following_id: int) -> None:
    portal.deliver_change(change_id, following_id)


@app.task(name="northing.insight.tasks.deliver_news", retry=5)
def deliver_news(following_id: int) -> None:
    portal.deliver_news(following_id)


@app.periodic(cron="*/10 * * * *")
@app.task(name="northing.insight.tasks.tell_news", queueing_lock="tell_news")
def tell_news(timestamp: int) -> None:
    """Every ten minutes: whoever follows what is there by now, or has moved, hears it."""
    del timestamp
    portal.tell_news()
    portal.tell_moves()


@app.task(name="northing.insight.tasks.deliver_move", retry=5)
def deliver_move(following_id: int) -> None:
    portal.deliver_move(following_id)


@app.periodic(cron="0 7 * * *")
@app.task(name="northing.insight.tasks.tell_digest", queueing_lock="tell_digest")
def tell_digest(timestamp: int) -> None:
    """Each morning: whoever asked for it and has not heard of the last month does."""
    del timestamp
    portal.tell_digest()


@app.task(name="northing.insight.tasks.deliver_digest", retry=5)
def deliver_digest(following_id: int, before: str) -> None:
    portal.deliver_digest(following_id, before)


@app.periodic(cron="* * * * *")
@app.task(name="northing.insight.tasks.read_mailbox", queueing_lock="read-mailbox", lock="read-mailbox")
def read_mailbox(timestamp: int) -> None:
    """Each minute, where a mailbox is set up."""
    del timestamp
    commands.read_mailbox()


@app.task(name="northing.insight.tasks.group", queueing_lock="group", lock="group")
def group() -> None:
    """After an import."""
    group_when_enough_came()


@app.periodic(cron="*/10 * * * *")
@app.task(name="northing.insight.tasks.forget_copies", queueing_lock="forget-copies", lock="forget-copies")
def forget_copies(timestamp: int = 0) -> None:
    """After somebody was erased; every ten minutes what a stop of the server cut short goes on."""
    del timestamp
    forget_copies_of_the_erased()
