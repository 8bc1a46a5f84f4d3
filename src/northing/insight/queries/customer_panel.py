"""One customer beside the list: figures, promises, what they said, and who speaks for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.db.models import Count, QuerySet

from northing.insight.models import (
    Asking,
    Contact,
    Customer,
    Feedback,
    FeedbackState,
    Highlight,
    Interview,
    Opportunity,
    Outcome,
)
from northing.insight.queries.customer_list import CustomerRow, customer_row
from northing.insight.queries.customer_thread import Line, thread
from northing.insight.queries.promise_timer import Timer, promise_timer
from northing.kernel import clock
from northing.organisation.models import Member
from northing.ui import formatting

MOST = 6
OFFERED = 30


@dataclass(frozen=True, slots=True)
class Owed:
    """A reply that was promised and has not gone."""

    piece: Feedback
    timer: Timer


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who speaks for the customer, how many pieces came from them, and when they were last asked to
    talk with us."""

    contact: Contact
    pieces: int
    asked: Interview | None

    @property
    def letter(self) -> str:
        """The invitation as an address that opens it in a program for mail; "" when it has gone or there is
        none."""
        if self.asked is None or self.asked.by_mail or not self.contact.email:
            return ""
        said = urlencode({"subject": Interview.SUBJECT, "body": self.asked.text}, quote_via=quote)
        return f"mailto:{quote(self.contact.email)}?{said}"


@dataclass(frozen=True, slots=True)
class CustomerPanel:
    row: CustomerRow
    sentence: str
    owed: tuple[Owed, ...]
    lines: tuple[Line, ...]
    people: Sequence[Person]
    waits: bool

    @property
    def may_be_asked(self) -> bool:
        """Somebody's address is known, to ask them to an interview."""
        return any(person.contact.email for person in self.people)

    @property
    def customer(self) -> Customer:
        return self.row.customer


def customer_panel(actor: Member, pk: int) -> CustomerPanel:
    row = customer_row(actor, pk)
    return CustomerPanel(
        row=row,
        sentence=row.customer.note or sentence(actor, row),
        owed=tuple(owed_to(actor, pk)),
        lines=tuple(thread(actor, pk, pieces=MOST)),
        people=people_of(actor, pk),
        waits=_unanswered(actor, pk).exists(),
    )


def owed_to(actor: Member, pk: int) -> list[Owed]:
    """The most urgent first."""
    now = clock.now()
    pieces = Feedback.objects.visible_to(actor).owed_a_reply().filter(customer=pk).select_related("assignee")
    return [
        Owed(piece, promise_timer(piece.received_at, piece.reply_by, now))
        for piece in pieces.defer("words").order_by("reply_by")[:MOST]
        if piece.reply_by is not None
    ]


def unanswered(actor: Member, pk: int) -> list[Feedback]:
    """What they said that nobody has answered or set aside, the latest first."""
    return list(_unanswered(actor, pk).defer("words").order_by("-received_at", "-pk")[:OFFERED])


def _unanswered(actor: Member, pk: int) -> QuerySet[Feedback]:
    said = Feedback.objects.visible_to(actor).standing().filter(customer=pk, answered_at=None)
    return said.exclude(state=FeedbackState.SET_ASIDE)


def people_of(actor: Member, pk: int) -> list[Person]:
    """Each with how many pieces came from them; who decides comes first."""
    contacts = list(Contact.objects.filter(customer=pk))
    said = Feedback.objects.visible_to(actor).standing().filter(contact__in=contacts).order_by()
    pieces = dict(said.values_list("contact").annotate(pieces=Count("*")))
    latest = Interview.objects.filter(contact__in=contacts).select_related("asked_by")
    asked = {
        each.contact_id: each for each in latest.order_by("contact_id", "-asked_at").distinct("contact_id")
    }
    people = [Person(each, pieces.get(each.pk, 0), asked.get(each.pk)) for each in contacts]
    return sorted(people, key=lambda person: (not person.contact.decides, -person.pieces, person.contact.name))


def sentence(actor: Member, row: CustomerRow) -> str:
    """What they ask for most, and what the answers were. "" while there is nothing to say."""
    visible = Opportunity.objects.visible_to(actor).standing()
    asked = Asking.objects.filter(customer=row.customer, opportunity__in=visible).select_related("opportunity")
    most = asked.order_by("-pieces", "-last_at").first()
    if most is None:
        return ""
    marks = Highlight.objects.filter(opportunity=most.opportunity_id)
    pieces = Outcome.objects.visible_to(actor).filter(customer=row.customer, pk__in=marks.values("feedback"))
    counts = pieces.aggregate(times=Count("*"), answers=Count("answered_at"))
    if not counts["times"]:
        return ""
    times = "once" if counts["times"] == 1 else f"{formatting.number(counts['times'])} times"
    answers = formatting.counted(counts["answers"], "answer") if counts["answers"] else "no answer"
    return f"Asked {times} for “{most.opportunity.name}” and got {answers}."
