"""The list of the inbox: a page of rows, and how many lie behind each tab."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Q, QuerySet

from northing.insight.models import Feedback, FeedbackState, SegmentMembership
from northing.insight.queries.inbox_filter import InboxFilter, Tab
from northing.insight.queries.promise_timer import Timer, promise_timer
from northing.insight.queries.saying import first_saying
from northing.kernel import clock
from northing.organisation.models import Member

PAGE = 40
# Counting stops here: pieces are read one by one, and nobody reads the thousandth sooner for its number.
MOST = 1000
SHOWN = (
    *("title", "text", "source", "state", "received_at", "reply_by", "snoozed_until", "answered_at"),
    *("merged_into_id", "customer__name", "customer__worth", "assignee__name"),
)
LABELS = {Tab.TRIAGE: "To triage", Tab.OWED: "Owed a reply", Tab.MINE: "Mine", Tab.DONE: "Done", Tab.ALL: "All"}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list. `done` is what became of it, "" while nothing has."""

    pk: int
    customer: str
    worth: Decimal | None
    heading: str
    source: str
    source_label: str
    segment: str
    assignee: str
    waits: bool
    timer: Timer | None
    done: str


@dataclass(frozen=True, slots=True)
class Inbox:
    """`more` is the address of what follows, "" when this is all."""

    rows: tuple[Row, ...]
    more: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A tab. `number` is None where it is not counted, `text` "1,000+" where counting stopped."""

    tab: Tab
    label: str
    query: str
    number: int | None

    @property
    def text(self) -> str:
        if self.number is None:
            return ""
        return f"{MOST:,}+" if self.number >= MOST else f"{self.number:,}"


def inbox(actor: Member, wanted: InboxFilter, after: int | None = None) -> Inbox:
    """A page of the list, from the piece that follows `after`."""
    now = clock.now()
    found = wanted.apply(actor, now)
    if after is not None:
        found = found.filter(_follows(wanted, after))
    if wanted.q:
        found = first_saying(found, wanted.says, wanted.order(), PAGE + 1)
    pieces = list(_shown(found.order_by(*wanted.order()))[: PAGE + 1])
    rows = rows_of(pieces[:PAGE], now)
    more = wanted.query() + f"&after={rows[-1].pk}" if len(pieces) > PAGE else ""
    return Inbox(rows, more)


def row(actor: Member, pk: int) -> Row | None:
    """One line as it is now."""
    piece = _shown(Feedback.objects.visible_to(actor)).filter(pk=pk).first()
    return rows_of([piece], clock.now())[0] if piece else None


def rows_of(pieces: Iterable[Feedback], now: datetime) -> tuple[Row, ...]:
    pieces = list(pieces)
    segments = _segments({piece.customer_id for piece in pieces if piece.customer_id})
    return tuple(_row(piece, segments.get(piece.customer_id or 0, ""), now) for piece in pieces)


def counts(actor: Member, wanted: InboxFilter) -> tuple[Counted, ...]:
    """The tabs as they are for this filter."""
    now = clock.now()
    numbers = {}
    for tab in (Tab.TRIAGE, Tab.OWED, Tab.MINE):
        found = wanted.model_copy(update={"tab": tab}).apply(actor, now).filter(wanted.says)
        numbers[tab] = found.order_by()[:MOST].count()
    shown = [*numbers, Tab.DONE, *([Tab.ALL] if wanted.tab is Tab.ALL else [])]
    return tuple(Counted(tab, LABELS[tab], wanted.query(tab=tab), numbers.get(tab)) for tab in shown)


def nothing_yet(actor: Member) -> bool:
    return not Feedback.objects.visible_to(actor).exists()


def to_triage(actor: Member) -> int:
    """For the rail."""
    return Feedback.objects.visible_to(actor).to_triage(clock.now()).order_by()[:MOST].count()


def _follows(wanted: InboxFilter, after: int) -> Q:
    """Behind that piece in the list's order, whether or not it still is in the list."""
    last = Feedback.objects.filter(pk=after).values_list("reply_by", "received_at").first()
    if last is None:
        return Q()
    reply_by, received_at = last
    older = Q(received_at__lt=received_at) | Q(received_at=received_at, pk__lt=after)
    if wanted.tab in {Tab.DONE, Tab.ALL}:
        return older
    if reply_by is None:
        return Q(reply_by=None) & older
    return Q(reply_by__gt=reply_by) | Q(reply_by=None) | (Q(reply_by=reply_by) & older)


def _shown(found: "QuerySet[Feedback]") -> "QuerySet[Feedback]":
    """With what a row shows, and nothing else."""
    return found.select_related("customer", "assignee").only(*SHOWN)


def _segments(customers: Iterable[int]) -> dict[int, str]:
    """The first segment of each customer."""
    found = SegmentMembership.objects.filter(customer__in=set(customers))
    named = found.order_by("-segment__position", "-segment__name").values_list("customer_id", "segment__name")
    return dict(named)


def _row(piece: Feedback, segment: str, now: datetime) -> Row:
    customer = piece.customer
    owed = piece.reply_by is not None and piece.answered_at is None and piece.state != FeedbackState.SET_ASIDE
    timer = promise_timer(piece.received_at, piece.reply_by, now) if owed and piece.reply_by else None
    return Row(
        pk=piece.pk,
        customer=customer.name if customer else "Nobody known",
        worth=customer.worth if customer else None,
        heading=piece.heading,
        source=piece.source,
        source_label=piece.get_source_display(),
        segment=segment,
        assignee=piece.assignee.name if piece.assignee else "",
        waits=piece.state == FeedbackState.NEW,
        timer=timer,
        done=_became(piece, now),
    )


def _became(piece: Feedback, now: datetime) -> str:
    if piece.merged_into_id is not None:
        return "merged"
    if piece.state != FeedbackState.NEW:
        return piece.get_state_display().lower()
    if piece.snoozed_until is not None and piece.snoozed_until > now:
        return "snoozed"
    return ""
