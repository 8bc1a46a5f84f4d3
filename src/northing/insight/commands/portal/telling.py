"""Hearing back: followers are told once when what they follow is there, and when the changelog has news.

Jobs hold numbers only, so that the queue never holds an address; each mail is a job of its own, so that one
that fails is tried again by itself.
"""

from datetime import timedelta

from django.urls import reverse
from procrastinate.contrib.django import app

from northing.insight.commands.portal.following import stop_token
from northing.insight.models import Change, Following, OpportunityState, Visitor
from northing.insight.queries.portal.ideas import published
from northing.insight.queries.portal.place import portal
from northing.insight.slots import planned
from northing.kernel import clock
from northing.organisation import mail
from northing.organisation.history import recorded

NEWS_TASK = "northing.insight.tasks.deliver_news"
CHANGE_TASK = "northing.insight.tasks.deliver_change"
LOOKED_BACK = timedelta(days=90)


def tell_news() -> int:
    """Who follows something that is there now hears it; asked every few minutes. How many are told."""
    if not (portal().is_on and mail.is_configured()):
        return 0
    with recorded(actor=None, command="insight.tell_news"):
        there = _there()
        untold = Following.objects.select_for_update(of=("self",)).filter(told_at=None, topic__in=list(there))
        rows = list(untold)
        for row in rows:
            row.told_at = clock.now()
            row.save(update_fields=["told_at"])
            app.configure_task(NEWS_TASK).defer(following_id=row.pk)
    return len(rows)


def deliver_news(following_id: int) -> None:
    row = Following.objects.select_related("visitor").filter(pk=following_id).first()
    name = _there().get(row.topic, "") if row else ""
    if row is not None and name:
        url = mail.absolute(reverse("insight:portal"))
        mail_visitor(row.visitor, row.topic, "news", {"name": name, "url": url})


def tell_of_change(change_id: int) -> None:
    """To each follower of the changelog or of what the entry is about, one mail."""
    with recorded(actor=None, command="insight.tell_of_change"):
        entry = Change.objects.select_for_update(of=("self",)).filter(pk=change_id, told_at=None).first()
        if entry is None or entry.published_at is None or not (portal().is_on and mail.is_configured()):
            return
        entry.told_at = clock.now()
        entry.save(update_fields=["told_at"])
        told = Following.objects.filter(topic__in=[Following.CHANGELOG, *entry.topics]).order_by(
            "visitor_id", "pk"
        )
        for row in told.distinct("visitor_id"):
            app.configure_task(CHANGE_TASK).defer(change_id=entry.pk, following_id=row.pk)


def deliver_change(change_id: int, following_id: int) -> None:
    entry = Change.objects.filter(pk=change_id).exclude(published_at=None).first()
    row = Following.objects.select_related("visitor").filter(pk=following_id).first()
    if entry is not None and row is not None:
        url = mail.absolute(f"{reverse('insight:portal_changes')}#change-{entry.pk}")
        mail_visitor(row.visitor, row.topic, "change", {"entry": entry, "url": url})


def _there() -> dict[str, str]:
    """Topics that came true, with the name that customers read."""
    solved = published().filter(state=OpportunityState.SOLVED)
    found = {f"opportunity:{pk}": name for pk, name in solved.values_list("pk", "public_name")}
    shipped = (thing for thing in planned.since(clock.today() - LOOKED_BACK) if thing.shipped)
    return found | {thing.topic: thing.name for thing in shipped}


def mail_visitor(visitor: Visitor, topic: str, template: str, context: dict[str, object]) -> None:
    """What they asked to hear, unless they were blocked or the portal is off."""
    if visitor.is_blocked or not portal().is_on:
        return
    stop = reverse("insight:stop_mail", args=[stop_token(visitor.pk, topic)])
    mail.send_notice(
        to=visitor.email,
        template=f"insight/portal/mail/{template}.txt",
        context=context,
        stop=mail.absolute(stop),
    )
