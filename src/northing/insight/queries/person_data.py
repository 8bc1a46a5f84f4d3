"""All that is kept about a person, in a form that they and other programs can read."""

import io
import json
import zipfile
from collections.abc import Iterable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from northing.insight import policies
from northing.insight.models import (
    Attachment,
    Contact,
    Customer,
    Feedback,
    Following,
    Highlight,
    Interview,
    Reply,
    Visitor,
)
from northing.insight.queries.attachments import content_of
from northing.insight.queries.belongings import Belongings, Person, belongings
from northing.kernel import clock
from northing.kernel.errors import NotAllowed
from northing.organisation.models import Member
from northing.organisation.queries.history import history_of


def archive(actor: Member, person: Person) -> bytes:
    """A ZIP: `data.json`, and in `attachments/` the files that came with what they said."""
    if not policies.may_erase(actor):
        raise NotAllowed("A person’s data is handed out by owners and heads of product.")
    of = belongings(person)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        said = json.dumps(_data(actor, person, of), cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
        target.writestr("data.json", said)
        for attachment in Attachment.objects.filter(feedback__in=of.feedback):
            target.writestr(_place(attachment), content_of(attachment))
    return file.getvalue()


def _data(actor: Member, person: Person, of: Belongings) -> dict[str, Any]:
    pieces = Feedback.objects.filter(pk__in=of.feedback)
    return {
        "exported_at": clock.now(),
        "contacts": _rows(
            Contact.objects.filter(pk__in=of.contacts),
            *("name", "email", "title", "decides", "met_on", "customer__name"),
        ),
        "customers": _rows(
            Customer.objects.filter(pk__in=of.customers),
            *("name", "kind", "plan", "country", "since", "revenue", "currency", "renews_on", "health", "note"),
        ),
        "said": _rows(
            pieces,
            *("id", "title", "text", "source", "url", "kind", "language", "stars", "state", "received_at"),
            *("answered_at", "system", "key"),
        ),
        "marked_as": _rows(
            Highlight.objects.filter(feedback__in=of.feedback),
            *("feedback", "quote", "importance", "opportunity__name", "made_at"),
        ),
        "answers_to_them": _rows(
            Reply.objects.filter(feedback__in=of.feedback).exclude(sent_at=None), "feedback", "text", "sent_at"
        ),
        "asked_to_talk": _rows(
            Interview.objects.filter(contact__in=of.contacts), "contact__name", "text", "asked_at"
        ),
        "attachments": [
            {"feedback": row.feedback_id, "name": row.name, "file": _place(row), "size": row.size}
            for row in Attachment.objects.filter(feedback__in=of.feedback)
        ],
        "portal": _rows(Visitor.objects.filter(pk__in=of.visitors), "email", "name", "joined_at", "blocked_at"),
        "votes": _rows(of.votes, "opportunity__name", "importance", "made_at"),
        "comments": _rows(of.comments, "opportunity__name", "text", "made_at"),
        "follows": _rows(Following.objects.filter(visitor__in=of.visitors), "topic", "since"),
        "history": [
            {"at": line.at, "by": line.actor_name, "field": line.label, "from": line.before, "to": line.after}
            for line in history_of(actor, person)
        ],
    }


def _place(attachment: Attachment) -> str:
    """Their own name, without any way to another folder."""
    name = attachment.name.replace("\\", "/").rpartition("/")[2] or "file"
    return f"attachments/{attachment.pk}-{name}"


def _rows(found: Any, *fields: str) -> list[dict[str, Any]]:
    rows: Iterable[dict[str, Any]] = found.values(*fields)
    return [{name.removesuffix("__name"): value for name, value in row.items()} for row in rows]
