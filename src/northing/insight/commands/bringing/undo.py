"""Take back what was brought: what it made goes, what it changed returns, what was touched since stays."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Exists, Model, OuterRef

from northing.insight import policies
from northing.insight.commands.evidence import recount
from northing.insight.commands.similar import keep_feedback
from northing.insight.models import (
    Attachment,
    Contact,
    Customer,
    CustomerKey,
    CustomerProduct,
    Feedback,
    Highlight,
    Reply,
)
from northing.kernel.errors import NotAllowed, Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member

WRITTEN = """
WITH written AS (
    SELECT pgh_obj_id AS id, max(pgh_id) AS last, bool_or(pgh_label = 'insert') AS made
    FROM {table}event WHERE pgh_context_id = %s GROUP BY pgh_obj_id
)
SELECT id, made FROM written
WHERE last = (SELECT max(pgh_id) FROM {table}event AS later WHERE later.pgh_obj_id = written.id)
"""
TOUCHED = """
SELECT count(*) FROM (
    SELECT pgh_obj_id, max(pgh_id) AS last FROM {table}event WHERE pgh_context_id = %s GROUP BY pgh_obj_id
) AS written
WHERE last < (SELECT max(pgh_id) FROM {table}event AS later WHERE later.pgh_obj_id = written.pgh_obj_id)
"""
RESTORE = """
UPDATE {table} AS mine SET {pairs} FROM (
    SELECT DISTINCT ON (event.pgh_obj_id) event.* FROM {table}event AS event
    WHERE event.pgh_obj_id = ANY(%(ids)s) AND event.pgh_id < (
        SELECT min(first.pgh_id) FROM {table}event AS first
        WHERE first.pgh_obj_id = event.pgh_obj_id AND first.pgh_context_id = %(context)s)
    ORDER BY event.pgh_obj_id, event.pgh_id DESC
) AS before WHERE mine.id = before.pgh_obj_id
"""


@dataclass(slots=True)
class TakenBack:
    removed: int = 0
    restored: int = 0
    stayed: int = 0
    """Pieces that somebody changed, linked or answered since: they are left as they are."""


def take_back_brought(*, actor: Member, context: UUID, reason: str = "") -> TakenBack:
    """Undo what `bring_feedback` recorded under `context`: a fixed number of statements for any number of rows.

    Customers and people whom it made go as well, where nothing else has come to hang on them.
    """
    if not policies.may_curate(actor):
        raise NotAllowed("Imports are undone by product managers. Ask a head of product.")
    back = TakenBack()
    with recorded(actor=actor, command="insight.take_back_brought", reason=reason):
        made, changed, touched = _written(Feedback, context)
        if not (made or changed or touched):
            raise Refused("This import left no history, so there is nothing to undo.")
        used = Feedback.objects.filter(pk__in=made).filter(
            Exists(Highlight.objects.filter(feedback=OuterRef("pk")))
            | Exists(Reply.objects.filter(feedback=OuterRef("pk")))
            | Exists(Attachment.objects.filter(feedback=OuterRef("pk")))
            | Exists(Feedback.objects.filter(merged_into=OuterRef("pk")))
        )
        stay = set(used.values_list("pk", flat=True))
        Feedback.objects.filter(pk__in=set(made) - stay).delete()
        _restore(Feedback, context, changed)
        keep_feedback(changed)
        recount(Highlight.objects.filter(feedback__in=changed).values_list("opportunity", flat=True))
        back.removed, back.restored = len(made) - len(stay), len(changed)
        back.stayed = len(stay) + touched
        _remove_people(context)
    return back


def _remove_people(context: UUID) -> None:
    said = Feedback.objects.filter(contact=OuterRef("pk"))
    contacts = Contact.objects.filter(pk__in=_written(Contact, context)[0])
    contacts.exclude(Exists(said)).delete()
    made = _written(Customer, context)[0]
    keys = _written(CustomerKey, context)[0]
    idle = (
        Customer.objects.filter(pk__in=made)
        .exclude(Exists(Feedback.objects.filter(customer=OuterRef("pk"))))
        .exclude(Exists(Contact.objects.filter(customer=OuterRef("pk"))))
        .exclude(Exists(CustomerProduct.objects.filter(customer=OuterRef("pk"))))
        .exclude(Exists(CustomerKey.objects.filter(customer=OuterRef("pk")).exclude(pk__in=keys)))
        .exclude(Exists(Customer.objects.filter(merged_into=OuterRef("pk"))))
    )
    Customer.objects.filter(pk__in=list(idle.values_list("pk", flat=True))).delete()


def _written(model: type[Model], context: UUID) -> tuple[list[int], list[int], int]:
    """Ids that the context made and that it changed, both as it left them, and how many it did not."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN.format(table=table), [context])
        rows = cursor.fetchall()
        cursor.execute(TOUCHED.format(table=table), [context])
        touched = int(cursor.fetchone()[0])
    return [pk for pk, made in rows if made], [pk for pk, made in rows if not made], touched


def _restore(model: type[Model], context: UUID, ids: list[int]) -> None:
    """The columns that these rows had before. The names in the statement are ours."""
    columns = [
        str(field.column)
        for field in model._meta.concrete_fields
        if field.column != "id" and not field.generated
    ]
    pairs = ", ".join(f"{column} = before.{column}" for column in columns)
    with connection.cursor() as cursor:
        statement = RESTORE.format(table=model._meta.db_table, pairs=pairs)
        cursor.execute(statement, {"ids": ids, "context": context})
