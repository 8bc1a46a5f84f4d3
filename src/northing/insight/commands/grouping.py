"""Making groups of what fits no opportunity, in the background."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from northing.insight.commands.privacy.erase import ERASED
from northing.insight.grouping import Found, Said, grouped
from northing.insight.models import (
    Feedback,
    FeedbackQuerySet,
    FeedbackState,
    Group,
    Grouping,
    GroupMember,
    KeptApart,
)
from northing.kernel import clock

TASK = "northing.insight.tasks.group"
MOST = 10_000  # the latest: what was left lying before them says little about today
ENOUGH = 10  # new pieces for which groups are made again


def group_when_enough_came() -> bool:
    """Whether groups were made again: some pieces came, or none of those that are left was ever looked at."""
    last = Grouping.objects.order_by("-pk").first()
    fresh = _left().filter(pk__gt=last.newest if last else 0)
    if fresh[:ENOUGH].count() < (ENOUGH if last else 2):
        return False
    make_groups()
    return True


def make_groups() -> int:
    """Groups of the latest pieces that nobody decided on; how many. A group that lost or won some pieces stays
    the group that people know."""
    rows = (
        _left()
        .order_by("-received_at", "-pk")
        .values_list("pk", "title", "text", "product_id", "product__restricted")[:MOST]
    )
    pieces = [Said(pk, title, text, product if hidden else None) for pk, title, text, product, hidden in rows]
    newest = max((piece.pk for piece in pieces), default=0)
    apart = KeptApart.objects.values_list("feedback_id", "other_id")
    found = grouped(pieces, set(apart))
    with transaction.atomic():
        Grouping.objects.select_for_update().delete()
        Grouping.objects.create(newest=newest, pieces=len(pieces), made_at=clock.now())
        _keep(found)
    return len(found)


def count_groups() -> int:
    """Of how many groups some pieces were decided on, or came back, since they were counted."""
    waiting = GroupMember.objects.waiting().filter(group=OuterRef("pk")).order_by().values("group")
    now = Coalesce(Subquery(waiting.annotate(n=Count("pk")).values("n")), 0)
    return Group.objects.annotate(now=now).exclude(size=F("now")).update(size=F("now"))


def group_soon() -> None:
    """After many came at once: when they are in, and without waiting for the minute."""
    transaction.on_commit(_defer)


def _defer() -> None:
    try:
        # Its own savepoint: where a transaction surrounds this, a refused second job must not spoil it.
        with transaction.atomic():
            app.configure_task(TASK, queueing_lock="group", lock="group").defer()
    except AlreadyEnqueued:
        return


def _left() -> FeedbackQuerySet:
    return Feedback.objects.standing().filter(state=FeedbackState.NEW).exclude(text=ERASED)


def _keep(found: Sequence[Found]) -> None:
    known = dict(GroupMember.objects.values_list("feedback_id", "group_id"))
    there = set(Group.objects.values_list("pk", flat=True))
    GroupMember.objects.all().delete()
    now, taken, members, changed, fresh = clock.now(), set[int](), [], [], []
    for one in found:
        before = [known[pk] for pk in one.pieces if pk in known and known[pk] not in taken]
        same = max(sorted(set(before)), key=before.count, default=None)
        group = Group(pk=same, title=one.title, closeness=one.closeness, size=len(one.pieces), made_at=now)
        if same is None:
            fresh.append(group)
        else:
            taken.add(same)
            changed.append(group)
        members.append((group, one.pieces))
    Group.objects.filter(pk__in=there - taken).delete()
    Group.objects.bulk_update(changed, ["title", "closeness", "size"])
    Group.objects.bulk_create(fresh)
    still = set(
        Feedback.objects.filter(pk__in=[pk for _, pks in members for pk in pks]).values_list("pk", flat=True)
    )
    GroupMember.objects.bulk_create(
        GroupMember(group=group, feedback_id=pk, position=position)
        for group, pks in members
        for position, pk in enumerate(pks)
        if pk in still
    )
