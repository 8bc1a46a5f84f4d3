"""What moves is told to those who follow it: another quarter, or another standing of an idea.

Plans swing: whoever was told hears nothing for a week, and after it only where it stands elsewhere than then.
"""

from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from procrastinate.contrib.django import app

from northing.insight.commands.portal.telling import mail_visitor
from northing.insight.models import Following, OpportunityState, PlannedNote
from northing.insight.queries.portal.ideas import STANDING, published
from northing.insight.queries.portal.place import portal
from northing.insight.queries.portal.planned import quarter_name
from northing.insight.slots import planned
from northing.kernel import clock
from northing.organisation import mail
from northing.organisation.history import recorded

TASK = "northing.insight.tasks.deliver_move"
QUIET = timedelta(days=7)


def tell_moves() -> int:
    """Asked every few minutes; how many are told. What stood nowhere yet is only written down."""
    if not (portal().is_on and mail.is_configured()):
        return 0
    told = 0
    with recorded(actor=None, command="insight.tell_moves"):
        stages = _stages()
        quiet = Q(moved_at__gt=clock.now() - QUIET)
        rows = Following.objects.filter(topic__in=list(stages)).exclude(quiet).order_by("pk")
        stood = rows.values_list("pk", "topic", "stage")
        elsewhere = [pk for pk, topic, stage in stood if stage != stages[topic][1]]
        for row in Following.objects.select_for_update(of=("self",)).filter(pk__in=elsewhere):
            row.moved_from, row.stage = row.stage, stages[row.topic][1]
            if row.moved_from:
                row.moved_at = clock.now()
                app.configure_task(TASK).defer(following_id=row.pk)
                told += 1
            row.save(update_fields=["moved_from", "stage", "moved_at"])
    return told


def deliver_move(following_id: int) -> None:
    row = Following.objects.select_related("visitor").filter(pk=following_id).first()
    name, stage = _stages().get(row.topic, ("", "")) if row else ("", "")
    if row is None or not name or stage != row.stage:
        return  # it moved on since, which the next look tells
    note = PlannedNote.objects.filter(topic=row.topic).first()
    context: dict[str, object] = {
        "name": name,
        "before": row.moved_from,
        "stage": stage,
        "note": note.text if note else "",
        "url": mail.absolute(reverse("insight:portal")),
    }
    mail_visitor(row.visitor, row.topic, "moved", context)


def _stages() -> dict[str, tuple[str, str]]:
    """Each topic's name and where it stands, in the words that customers read. What is out is told as news."""
    rows = published().exclude(state=OpportunityState.SOLVED).values_list("pk", "public_name", "state")
    found = {f"opportunity:{pk}": (name, STANDING[OpportunityState(state)]) for pk, name, state in rows}
    things = (thing for thing in planned.since(clock.today()) if not thing.shipped)
    return found | {thing.topic: (thing.name, quarter_name(thing.quarter)) for thing in things}
