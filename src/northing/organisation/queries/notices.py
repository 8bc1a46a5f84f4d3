"""What a member was told.

Whoever was told of something once may be kept from it later: then the notice stays without its words. Rooms
say in their apps.py which model the number in a cause is of, as in `about("planning.promise", Feature)`.
"""

from django.db import connection
from django.db.models import Model

from northing.organisation.models import Member, Notice
from northing.organisation.queries.history import UNNAMED, visible_rows

SHOWN = 100
WITHHELD = f"About {UNNAMED}"
FRAME = """
SELECT (SELECT name FROM organisation_organisation ORDER BY id LIMIT 1),
    (SELECT count(*) FROM organisation_notice WHERE member_id = %s::bigint AND read_at IS NULL)
"""


_about: dict[str, type[Model]] = {}


def about(kind: str, model: type[Model]) -> None:
    _about[kind] = model


def notices(actor: Member) -> list[Notice]:
    """The newest first, of the last weeks; one query for each kind of thing that they are about."""
    found = list(Notice.objects.visible_to(actor)[:SHOWN])
    things: dict[str, dict[int, list[Notice]]] = {}
    for notice in found:
        kind, _, pk = notice.cause.partition(":")
        if kind in _about:
            things.setdefault(kind, {}).setdefault(int(pk), []).append(notice)
    for kind, told in things.items():
        seen = set(visible_rows(actor, _about[kind]).filter(pk__in=told).values_list("pk", flat=True))
        for notice in (each for pk in told.keys() - seen for each in told[pk]):
            notice.text, notice.url = WITHHELD, ""
    return found


def frame(actor: Member | None) -> tuple[str, int]:
    """What the frame of a page says: the organisation's name, and how many notices the actor has not read."""
    with connection.cursor() as cursor:
        cursor.execute(FRAME, [actor.pk if actor else None])
        name, waiting = cursor.fetchone()
    return name or "", waiting
