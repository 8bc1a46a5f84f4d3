"""What customers said and what became of it, counted for the customers of one page only."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Count, F, Q

from northing.insight.models import Became, Outcome
from northing.kernel import clock
from northing.organisation.models import Member

REMEMBERED = timedelta(days=365)  # promises are judged by the last twelve months
# From what they would like best to silence; the letters are the colours of the bar.
ORDER = (
    (Became.SHIPPED, "a"),
    (Became.IN_DELIVERY, "b"),
    (Became.PLANNED, "c"),
    (Became.ANSWERED, "e"),
    (Became.DECLINED, "d"),
    (Became.UNANSWERED, "w"),
)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the bar."""

    css: str
    label: str
    pieces: int


@dataclass(slots=True)
class Said:
    """Of one customer. `kept` of `due`: replies that went in time, of those that were due in twelve months."""

    pieces: dict[int, int] = field(default_factory=dict)
    open: int = 0
    overdue: int = 0
    kept: int = 0
    due: int = 0

    @property
    def total(self) -> int:
        return sum(self.pieces.values())

    @property
    def unanswered(self) -> int:
        return self.pieces.get(Became.UNANSWERED, 0)

    @property
    def many_unanswered(self) -> bool:
        """Worth a colour: a fifth of what they said, or three pieces."""
        return self.unanswered > 2 or (self.unanswered * 6 > self.total and self.total > 2)

    @property
    def parts(self) -> list[Part]:
        return [
            Part(css, str(became.label), self.pieces[became])
            for became, css in ORDER
            if self.pieces.get(became)
        ]

    @property
    def in_words(self) -> str:
        return ", ".join(f"{part.pieces} {part.label}" for part in self.parts)


def said_by(actor: Member, customers: Iterable[int]) -> dict[int, Said]:
    """Two questions however many customers and pieces there are, answered from the indexes alone."""
    outcomes = Outcome.objects.visible_to(actor).filter(customer__in=list(customers)).order_by()
    found: defaultdict[int, Said] = defaultdict(Said)
    counted = outcomes.values_list("customer", "became").annotate(pieces=Count("*"))
    for customer, became, pieces in counted:
        found[customer].pieces[became] = pieces
    promised = (
        outcomes.filter(reply_by__isnull=False).values_list("customer").annotate(**_promises(clock.now()))
    )
    for customer, still_open, overdue, kept, due in promised:
        said = found[customer]
        said.open, said.overdue, said.kept, said.due = still_open, overdue, kept, due
    return found


def _promises(now: datetime) -> dict[str, Count]:
    lately, late = Q(reply_by__gte=now - REMEMBERED), Q(answered_at=None, reply_by__lte=now)
    answered = lately & Q(answered_at__isnull=False)
    return {
        "still_open": Count("customer", filter=Q(answered_at=None)),
        "overdue": Count("customer", filter=late),
        "kept": Count("customer", filter=answered & Q(answered_at__lte=F("reply_by"))),
        "due": Count("customer", filter=answered | (late & lately)),
    }


@dataclass(frozen=True, slots=True)
class Overdue:
    """Of all customers: replies that are late, and how many of them to customers who renew this year."""

    replies: int
    renewing: int


def overdue(actor: Member) -> Overdue:
    now = clock.now()
    late = Outcome.objects.visible_to(actor).filter(answered_at=None, reply_by__lte=now)
    renewing = Q(customer__renews_on__gte=now.date(), customer__renews_on__year=now.year)
    said = late.aggregate(replies=Count("*"), renewing=Count("customer", filter=renewing))
    return Overdue(said["replies"], said["renewing"])
