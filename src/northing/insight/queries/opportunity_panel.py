"""One opportunity beside the list: what customers say, how often, and who of them waits for an answer."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F

from northing.insight.models import Feedback, Highlight, Opportunity, StateStep
from northing.insight.queries.opportunity_evidence import Evidence, SegmentShare
from northing.insight.queries.opportunity_filter import OpportunityFilter
from northing.insight.queries.opportunity_list import OpportunityRow, opportunity_row
from northing.insight.queries.promise_timer import Timer, promise_timer
from northing.kernel import clock
from northing.organisation.models import Member

QUOTES = 3
WAITING = 6
LOOKED_AT = 400
FOR_EACH = 8  # quotes are looked at for one that is shown, since many are by one customer or in one wording

TOLD = (
    *("opportunity", "quote", "importance"),
    *(f"feedback__{name}" for name in ("title", "text", "source", "received_at", "customer")),
    *(f"feedback__customer__{name}" for name in ("name", "worth", "health")),
)


@dataclass(frozen=True, slots=True)
class Waits:
    """A customer to whom a reply about it was promised."""

    piece: Feedback
    timer: Timer


@dataclass(frozen=True, slots=True)
class Bar:
    """`share`: percent of the most that one segment asks."""

    part: SegmentShare
    share: int


@dataclass(frozen=True, slots=True)
class OpportunityPanel:
    row: OpportunityRow
    quotes: tuple[Highlight, ...]
    bars: tuple[Bar, ...]
    waiting: tuple[Waits, ...]
    step: StateStep | None

    @property
    def opportunity(self) -> Opportunity:
        return self.row.opportunity

    @property
    def first_waiting(self) -> Waits | None:
        return self.waiting[0] if self.waiting else None

    @property
    def evidence(self) -> Evidence:
        return self.row.evidence


def opportunity_panel(
    actor: Member, pk: int, wanted: OpportunityFilter, *, quotes: int = QUOTES
) -> OpportunityPanel:
    return panel_of(actor, opportunity_row(actor, pk, wanted), quotes=quotes)


def panel_of(actor: Member, row: OpportunityRow, *, quotes: int = QUOTES) -> OpportunityPanel:
    """What stands beside a row that the list has read already."""
    pk = row.opportunity.pk
    return OpportunityPanel(
        row=row,
        quotes=tuple(quotes_of(actor, pk, quotes)),
        bars=tuple(_bars(row.evidence.shares)),
        waiting=tuple(waiting_for(actor, pk)),
        step=StateStep.objects.filter(opportunity=pk).select_related("changed_by").first(),
    )


def quotes_of(actor: Member, pk: int, most: int) -> list[Highlight]:
    """What matters most to those who pay most, one of each customer; the marked words where there are some.
    Where very much was said, the latest of what matters most is looked at."""
    told = Highlight.objects.filter(opportunity=pk).order_by("-importance", "-pk").values("pk")[:LOOKED_AT]
    saying = Feedback.objects.visible_to(actor).standing().filter(highlights__in=told)
    order = ("-highlights__importance", F("customer__worth").desc(nulls_last=True), "-received_at")
    # Only then their texts: sorting takes twice as long when each carries what it says.
    first = list(saying.order_by(*order).values_list("highlights__pk", flat=True)[: most * FOR_EACH])
    by_key = Highlight.objects.select_related("feedback__customer").only(*TOLD).in_bulk(first)
    return _one_each((by_key[key] for key in first), most)


def waiting_for(actor: Member, pk: int) -> list[Waits]:
    """The most urgent first."""
    now = clock.now()
    owed = Feedback.objects.visible_to(actor).owed_a_reply().select_related("customer").defer("words")
    linked = Highlight.objects.filter(opportunity=pk).values("feedback")
    return [
        Waits(piece, promise_timer(piece.received_at, piece.reply_by, now))
        for piece in owed.filter(pk__in=linked).order_by("reply_by", "pk")[:WAITING]
        if piece.reply_by is not None
    ]


def _one_each(marks: Iterable[Highlight], most: int) -> list[Highlight]:
    """Of each customer one, in words that nobody else has used yet."""
    seen: set[object] = set()
    found = []
    for mark in marks:
        who = mark.feedback.customer_id or f"piece {mark.feedback_id}"
        words = (mark.quote or mark.feedback.heading).casefold()
        if not seen & {who, words}:
            seen |= {who, words}
            found.append(mark)
    return found[:most]


def _bars(shares: tuple[SegmentShare, ...]) -> list[Bar]:
    most = max((share.revenue for share in shares), default=0)
    return [Bar(share, round(100 * share.revenue / most) if most else 0) for share in shares]
