"""What stands beside a piece: the problems it may show, who said the same, and what linking it would change."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from string import ascii_lowercase

from django.db.models import Prefetch, Sum

from northing.insight.models import Asking, Feedback, Highlight, Opportunity
from northing.insight.queries.alike import feedback_like, opportunities_like, sought
from northing.insight.similarity import Like
from northing.organisation.models import Member

PROBLEMS = 3
PIECES = 2


@dataclass(frozen=True, slots=True)
class ProblemMatch:
    """`label` is the key that picks it. `revenue` counts each customer once; `revenue_with` is
    what it would be with this piece linked. `links`: how many highlights of this piece lead there."""

    label: str
    opportunity: Opportunity
    similarity: float | None
    asks: int
    revenue: Decimal
    revenue_with: Decimal
    links: int

    @property
    def percent(self) -> int:
        return round((self.similarity or 0) * 100)


@dataclass(frozen=True, slots=True)
class PieceMatch:
    """Another piece. `can_merge`: it is by the same customer, or nobody knows by whom. `problem` is what it is
    linked to, when it is."""

    label: str
    pk: int
    customer: str
    heading: str
    source: str
    received_at: datetime
    similarity: float
    can_merge: bool
    problem: Opportunity | None

    @property
    def percent(self) -> int:
        return round(self.similarity * 100)


@dataclass(frozen=True, slots=True)
class Matches:
    problems: tuple[ProblemMatch, ...]
    also: tuple[ProblemMatch, ...]
    pieces: tuple[PieceMatch, ...]

    def label_of(self, opportunity: int) -> str:
        every = (*self.problems, *self.also)
        return next((match.label for match in every if match.opportunity.pk == opportunity), "")


def matches_of(actor: Member, piece: Feedback, highlights: Iterable[Highlight]) -> Matches:
    """Looks for likeness among everything that was ever said: what a page does not do before it is shown."""
    asked = sought(piece)
    likes = opportunities_like(actor, asked, PROBLEMS)
    linked = dict.fromkeys(mark.opportunity_id for mark in highlights)
    counted = {pk: sum(mark.opportunity_id == pk for mark in highlights) for pk in linked}
    also = [pk for pk in linked if pk not in {like.pk for like in likes}]
    rows = Opportunity.objects.visible_to(actor).in_bulk([*(like.pk for like in likes), *also])
    asking = _asking(rows)
    theirs = _asked_by(piece, rows)

    def problem(label: str, pk: int, similarity: float | None) -> ProblemMatch:
        asks, revenue = asking.get(pk, (0, Decimal(0)))
        new = piece.customer is not None and pk not in theirs
        added = (piece.customer.worth if new and piece.customer else None) or Decimal(0)
        return ProblemMatch(label, rows[pk], similarity, asks, revenue, revenue + added, counted.get(pk, 0))

    shown = [like for like in likes if like.pk in rows]
    elsewhere = [pk for pk in also if pk in rows]
    return Matches(
        tuple(problem(str(at), like.pk, like.similarity) for at, like in enumerate(shown, 1)),
        tuple(problem(letter, pk, None) for letter, pk in zip(ascii_lowercase, elsewhere, strict=False)),
        _pieces(actor, piece, feedback_like(actor, piece, asked, PIECES)),
    )


def _asking(opportunities: Iterable[int]) -> dict[int, tuple[int, Decimal]]:
    found = Asking.objects.filter(opportunity__in=list(opportunities)).values("opportunity")
    summed = found.annotate(asks=Sum("pieces"), revenue=Sum("customer__worth"))
    return {row["opportunity"]: (row["asks"], row["revenue"] or Decimal(0)) for row in summed}


def _asked_by(piece: Feedback, opportunities: Iterable[int]) -> set[int]:
    """Those of the opportunities that this piece's customer asks for already."""
    if piece.customer_id is None:
        return set()
    found = Asking.objects.filter(customer=piece.customer_id, opportunity__in=list(opportunities))
    return set(found.values_list("opportunity", flat=True))


def _pieces(actor: Member, piece: Feedback, likes: list[Like]) -> tuple[PieceMatch, ...]:
    if not likes:
        return ()
    linked = Highlight.objects.filter(opportunity__in=Opportunity.objects.visible_to(actor).standing())
    highlights = Prefetch("highlights", linked.select_related("opportunity"))
    found = Feedback.objects.visible_to(actor).select_related("customer").prefetch_related(highlights)
    rows = found.in_bulk([like.pk for like in likes])
    return tuple(
        _piece(str(at), piece, rows[like.pk], like.similarity)
        for at, like in enumerate(likes, PROBLEMS + 1)
        if like.pk in rows
    )


def _piece(label: str, piece: Feedback, other: Feedback, similarity: float) -> PieceMatch:
    marks = list(other.highlights.all())
    return PieceMatch(
        label=label,
        pk=other.pk,
        customer=other.customer.name if other.customer else "",
        heading=other.heading,
        source=other.get_source_display().lower(),
        received_at=other.received_at,
        similarity=similarity,
        can_merge=None in {piece.customer_id, other.customer_id} or piece.customer_id == other.customer_id,
        problem=marks[0].opportunity if marks else None,
    )
