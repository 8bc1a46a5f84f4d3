"""Telling members what concerns them, and their having read it."""

from collections.abc import Iterable
from datetime import timedelta

from northing.kernel import clock
from northing.organisation.models import Member, Notice

KEPT = timedelta(days=90)


def notify(members: Iterable[Member | None], *, cause: str, text: str, url: str) -> None:
    """Tell these members, inside the write that it is about. Whoever did it is for the caller to leave out."""
    told = {member.pk: member for member in members if member is not None and member.is_active}
    if not told:
        return
    now = clock.now()
    for member in told.values():
        Notice.objects.update_or_create(
            member=member,
            cause=cause,
            read_at=None,
            defaults={"text": text[:300], "url": url, "told_at": now},
        )
    Notice.objects.filter(member__in=told, told_at__lt=now - KEPT).delete()


def read_notices(*, actor: Member) -> int:
    """Everything that waits is read; answers how much that was."""
    return Notice.objects.visible_to(actor).unread().update(read_at=clock.now())
