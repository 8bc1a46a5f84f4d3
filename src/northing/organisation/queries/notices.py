"""What a member was told."""

from northing.organisation.models import Member, Notice

SHOWN = 100


def notices(actor: Member) -> list[Notice]:
    """The newest first, of the last weeks."""
    return list(Notice.objects.visible_to(actor)[:SHOWN])


def waiting(actor: Member) -> int:
    return Notice.objects.visible_to(actor).unread().count()
