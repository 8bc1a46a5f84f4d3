"""Once a month: everything that came in the month before, in one mail. Nothing where nothing came."""

from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from procrastinate.contrib.django import app

from northing.insight.commands.portal.telling import mail_visitor
from northing.insight.models import Change, Following
from northing.insight.queries.portal.place import portal
from northing.kernel import clock
from northing.organisation import mail
from northing.organisation.history import recorded

TASK = "northing.insight.tasks.deliver_digest"


def tell_digest() -> int:
    """Asked each day, since nobody may have been at work on the first: how many hear of the last month."""
    if not (portal().is_on and mail.is_configured()):
        return 0
    this = clock.today().replace(day=1)
    with recorded(actor=None, command="insight.tell_digest"):
        waiting = Following.objects.select_for_update(of=("self",)).filter(
            Q(told_at=None) | Q(told_at__lt=_moment(this)), topic=Following.DIGEST, since__lt=_moment(this)
        )
        rows, news = list(waiting), _came_before(this).exists()
        for row in rows:
            row.told_at = clock.now()
            row.save(update_fields=["told_at"])
            if news:
                app.configure_task(TASK).defer(following_id=row.pk, before=this.isoformat())
    return len(rows) if news else 0


def deliver_digest(following_id: int, before: str) -> None:
    """`before`: the first day after the month."""
    row = Following.objects.select_related("visitor").filter(pk=following_id).first()
    end = date.fromisoformat(before)
    entries = list(_came_before(end))
    if row is not None and entries:
        url = mail.absolute(reverse("insight:portal_changes"))
        month = end - timedelta(days=1)
        mail_visitor(row.visitor, row.topic, "digest", {"entries": entries, "month": month, "url": url})


def _came_before(end: date) -> QuerySet[Change]:
    begin = (end - timedelta(days=1)).replace(day=1)
    return Change.objects.filter(published_at__gte=_moment(begin), published_at__lt=_moment(end))


def _moment(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)
