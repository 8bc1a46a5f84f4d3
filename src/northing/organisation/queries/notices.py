"""What a member was told."""

from django.db import connection

from northing.organisation.models import Member, Notice

SHOWN = 100
FRAME = """
SELECT (SELECT name FROM organisation_organisation ORDER BY id LIMIT 1),
    (SELECT count(*) FROM organisation_notice WHERE member_id = %s::bigint AND read_at IS NULL)
"""


def notices(actor: Member) -> list[Notice]:
    """The newest first, of the last weeks."""
    return list(Notice.objects.visible_to(actor)[:SHOWN])


def frame(actor: Member | None) -> tuple[str, int]:
    """What the frame of a page says: the organisation's name, and how many notices the actor has not read."""
    with connection.cursor() as cursor:
        cursor.execute(FRAME, [actor.pk if actor else None])
        name, waiting = cursor.fetchone()
    return name or "", waiting
