"""Erasing a person at their request. It cannot be undone, which is its purpose. All that people are shown goes
at once; copies that only a search through everything finds go in the background."""

from typing import Any

from django.core.files.storage import default_storage
from django.db import models, transaction

from northing.insight import policies
from northing.insight.commands.evidence import recount
from northing.insight.commands.memberships import refresh_segments
from northing.insight.commands.privacy.copies import (
    forget_history,
    forget_what_is_shown,
    is_history,
    look_through_copies,
)
from northing.insight.models import (
    Answer,
    Attachment,
    Comment,
    Contact,
    Customer,
    CustomerKey,
    EntryTicket,
    Erasure,
    Feedback,
    Following,
    Group,
    Highlight,
    Interview,
    KeptApart,
    Merge,
    Merged,
    Outcome,
    Reply,
    Suggestion,
    Visitor,
    Vote,
)
from northing.insight.queries.belongings import Belongings, Person, belongings
from northing.insight.queries.traces import traces
from northing.kernel import clock
from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.kernel.sealing import seal
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.organisation.queries.history import event_model

ERASED = "Erased at the person’s request."
SOMEBODY = "Erased person"
FILLED = 4  # a merge's step of this length says what the kept row took over
# These say nothing about a person once the words are gone. Whatever else hangs on a piece goes with them.
ANONYMOUS = (Highlight, Suggestion, Outcome, KeptApart, Feedback)
Touched = dict[type[models.Model], set[int]]


def erase_person(*, actor: Member, person: Person, basis: str) -> Erasure:
    """`basis`: the legal basis on which the anonymous count of pieces and votes may stay."""
    if not policies.may_erase(actor):
        raise NotAllowed("A person’s data is erased by owners and heads of product.")
    if not basis.strip():
        raise Refused(basis="Write on which legal basis the anonymous count stays.")
    with recorded(actor=actor, command="insight.erase_person", reason=basis.strip()):
        if not type(person)._default_manager.select_for_update(of=("self",)).filter(pk=person.pk).exists():
            raise NotVisible
        of = belongings(person)
        touched = _touched(of)
        left = traces(of)
        problems = set(Highlight.objects.filter(feedback__in=of.feedback).values_list("opportunity", flat=True))
        problems |= set(of.votes.values_list("opportunity", flat=True))
        votes = of.votes.count()
        _erase_pieces(of)
        _erase_portal(of)
        _erase_who(of)
        recount(problems)
        forget_what_is_shown(of, left)
        forget_history(touched)
        transaction.on_commit(look_through_copies)
        return Erasure.objects.create(
            basis=basis.strip(),
            pieces=len(of.feedback),
            votes=votes,
            looking_for=seal(left.written()),
            made_by=actor,
            made_at=clock.now(),
        )


def _touched(of: Belongings) -> Touched:
    """Every row with a history, while it is still known whose it is."""
    ids: dict[type[models.Model], Any] = {
        Feedback: Feedback.objects.filter(pk__in=of.feedback),
        Highlight: Highlight.objects.filter(feedback__in=of.feedback),
        Attachment: Attachment.objects.filter(feedback__in=of.feedback),
        Interview: Interview.objects.filter(contact__in=of.contacts),
        Reply: Reply.objects.filter(feedback__in=of.feedback),
        Contact: Contact.objects.filter(pk__in=of.contacts),
        Customer: Customer.objects.filter(pk__in=of.customers),
        CustomerKey: CustomerKey.objects.filter(customer__in=of.customers),
        Visitor: Visitor.objects.filter(pk__in=of.visitors),
        Vote: of.votes,
        Comment: of.comments,
        Following: Following.objects.filter(visitor__in=of.visitors),
        Merge: _merges(of),
    }
    touched = {model: set(rows.values_list("pk", flat=True)) for model, rows in ids.items()}
    touched[Attachment] |= set(_versions_of_files(of).values_list("pgh_obj_id", flat=True))
    return touched


def _versions_of_files(of: Belongings) -> Any:
    """Files that were removed stand in the history, and lie in the storage still."""
    return event_model(Attachment).objects.filter(feedback__in=of.feedback)


def _merges(of: Belongings) -> Any:
    pieces = models.Q(kept__in=of.feedback) | models.Q(gone__in=of.feedback)
    customers = models.Q(kept__in=of.customers) | models.Q(gone__in=of.customers)
    return Merge.objects.filter(
        models.Q(pieces, thing=Merged.FEEDBACK) | models.Q(customers, thing=Merged.CUSTOMER)
    )


def _erase_pieces(of: Belongings) -> None:
    _erase_files(of)
    Group.objects.filter(members__feedback__in=of.feedback).delete()  # their titles are made of what was said
    for relation in Feedback._meta.get_fields(include_hidden=True):
        model: Any = relation.related_model
        if isinstance(relation, models.ForeignObjectRel) and model not in ANONYMOUS and not is_history(model):
            model._default_manager.filter(**{f"{relation.field.name}__in": of.feedback}).delete()
    marks = Highlight.objects.filter(feedback__in=of.feedback)
    first = marks.order_by("feedback_id", "opportunity_id", "pk").distinct("feedback_id", "opportunity_id")
    marks.exclude(pk__in=list(first.values_list("pk", flat=True))).delete()
    marks.update(begins=None, ends=None, quote="")
    Feedback.objects.filter(pk__in=of.feedback).update(
        title="", text=ERASED, url="", language="", key="", contact=None, why_set_aside="", reply_by=None
    )
    for merge in _merges(of):
        merge.moved = [step for step in merge.moved if len(step) != FILLED]
        merge.save(update_fields=["moved"])


def _erase_files(of: Belongings) -> None:
    """The files themselves once it is sure that the rows are gone."""
    names = set(_versions_of_files(of).values_list("file", flat=True))
    transaction.on_commit(lambda: _delete(names))


def _delete(names: set[str]) -> None:
    for name in filter(None, names):
        default_storage.delete(name)


def _erase_portal(of: Belongings) -> None:
    of.comments.delete()
    of.votes.update(visitor=None, customer=None)
    EntryTicket.objects.filter(email__in=of.addresses).delete()
    Visitor.objects.filter(pk__in=of.visitors).delete()


def _erase_who(of: Belongings) -> None:
    Contact.objects.filter(pk__in=of.contacts).delete()
    CustomerKey.objects.filter(customer__in=of.customers).delete()
    Answer.objects.filter(customer__in=of.customers).update(customer=None)
    Customer.objects.filter(pk__in=of.customers).update(
        name=SOMEBODY, country="", plan="", note="", health="", owner=None, revenue=None, currency="",
        worth=None, since=None, renews_on=None, decides_on=None,
    )  # fmt: skip
    refresh_segments(customers=of.customers)
