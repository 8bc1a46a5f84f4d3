"""One customer beside the list: figures, promises, what they said, and who speaks for them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q

from northing.insight.models import Asking, Contact, Customer, Feedback, Opportunity
from northing.insight.queries.customer_list import CustomerRow, customer_row
from northing.insight.queries.customer_thread import Line, thread
from northing.insight.queries.promise_timer import Timer, promise_timer
from northing.kernel import clock
from northing.organisation.models import Member
from northing.ui import formatting

MOST = 6


@dataclass(frozen=True, slots=True)
class Owed:
    """A reply that was promised and has not gone."""

    piece: Feedback
    timer: Timer


@dataclass(frozen=True, slots=True)
class CustomerPanel:
    row: CustomerRow
    sentence: str
    owed: tuple[Owed, ...]
    lines: tuple[Line, ...]
    people: Sequence[Contact]

    @property
    def customer(self) -> Customer:
        return self.row.customer


def customer_panel(actor: Member, pk: int, *, lines: int = MOST) -> CustomerPanel:
    row = customer_row(actor, pk)
    return CustomerPanel(
        row=row,
        sentence=row.customer.note or sentence(actor, row),
        owed=tuple(owed_to(actor, pk)),
        lines=tuple(thread(actor, pk, pieces=lines)),
        people=people_of(actor, pk),
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


def people_of(actor: Member, pk: int) -> Sequence[Contact]:
    """Each with how many pieces came from them; who decides comes first."""
    visible = Feedback.objects.visible_to(actor).standing()
    counted = Count("feedback", filter=Q(feedback__in=visible))
    return list(
        Contact.objects.filter(customer=pk).annotate(pieces=counted).order_by("-decides", "-pieces", "name")
    )


def sentence(actor: Member, row: CustomerRow) -> str:
    """What they ask for most, and what the answers were. "" while there is nothing to say."""
    visible = Opportunity.objects.visible_to(actor).standing()
    most = (
        Asking.objects.filter(customer=row.customer, opportunity__in=visible)
        .select_related("opportunity")
        .order_by("-pieces", "-last_at")
        .first()
    )
    if most is None or not row.said.total:
        return ""
    asked = (
        Feedback.objects.visible_to(actor)
        .standing()
        .filter(customer=row.customer, pk__in=most.opportunity.highlights.values("feedback"))
    )
    counts = asked.aggregate(times=Count("pk"), answers=Count("pk", filter=Q(answered_at__isnull=False)))
    first = asked.order_by(F("received_at").asc()).values_list("received_at", flat=True).first()
    if first is None:
        return ""
    times = "once" if counts["times"] == 1 else f"{counts['times']} times"
    answers = formatting.counted(counts["answers"], "answer") if counts["answers"] else "no answer"
    since = f" since {formatting.month(first, None)} {first.year}" if counts["times"] > 1 else ""
    return f"Asked {times} for “{most.opportunity.name}”{since} and got {answers}."
