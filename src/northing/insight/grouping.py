"""Where the engine groups what was said and linked to nothing: each group may be a problem without a name."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from northing.insight.embedders import embedder_for
from northing.insight.models import Feedback
from northing.insight.queries.leftover import leftover
from northing.organisation.models import Member
from northing_engine.similarity import Embedder, SimilarityIndex, group, group_title, mutual_links

NEIGHBOURS = 6
SMALLEST = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """Pieces that sound alike, the most central first, and a title of their own words. `revenue`: of their
    customers, each once."""

    title: str
    pieces: tuple[Feedback, ...]
    closeness: float
    customers: int
    revenue: Decimal
    segments: tuple[str, ...]


def candidates(actor: Member) -> list[Candidate]:
    """Groups of the latest pieces that the actor may see and nobody has linked, the largest first."""
    pieces = leftover(actor)
    if len(pieces) < SMALLEST:
        return []
    titles, bodies = zip(*map(_said, pieces), strict=True)
    index = SimilarityIndex([piece.pk for piece in pieces], titles, bodies, embedder=_embedder())
    place = {piece.pk: at for at, piece in enumerate(pieces)}
    neighbours = [
        [
            (place[int(match.id)], match.similarity)
            for match in index.search(*_said(piece), k=NEIGHBOURS)
            if match.id != piece.pk
        ]
        for piece in pieces
    ]
    found = group(len(pieces), mutual_links(neighbours))
    return [_candidate([pieces[at] for at in each.members], each.closeness) for each in found]


def _said(piece: Feedback) -> tuple[str, str]:
    """Title and body. What has no title is short, and weighs as one."""
    return (piece.title, piece.text) if piece.title else (piece.text, "")


@lru_cache(maxsize=1)
def _embedder() -> Embedder:
    """Reading the word vectors takes longer than using them."""
    return embedder_for(None)


def _candidate(pieces: Sequence[Feedback], closeness: float) -> Candidate:
    customers = {piece.customer.pk: piece.customer for piece in pieces if piece.customer is not None}
    named = {place.segment.name for who in customers.values() for place in who.memberships.all()}
    return Candidate(
        title=group_title([piece.heading for piece in pieces], [piece.text for piece in pieces]),
        pieces=tuple(pieces),
        closeness=closeness,
        customers=len(customers),
        revenue=sum((who.worth for who in customers.values() if who.worth is not None), Decimal(0)),
        segments=tuple(sorted(named)),
    )
