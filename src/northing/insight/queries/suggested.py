"""What was suggested for a piece, how well that did so far, and what was done alone."""

from dataclasses import dataclass
from typing import Any

from northing.insight.models import ActingAlone, Feedback, Kind, Sorted, Suggestion
from northing.organisation.models import Member
from northing.portfolio.models import Product

KINDS = tuple(Kind.choices)
SURE_ENOUGH = 0.4
"""Below this a suggestion helps nobody: four kinds by chance alone would be at a quarter."""
BANDS = ((0.4, 0.6), (0.6, 0.8), (0.8, 0.9), (0.9, 1.0))
SHOWN = 100


@dataclass(frozen=True, slots=True)
class Suggested:
    """`sureness` is a chance, 0 to 1."""

    value: str
    label: str
    sureness: float


@dataclass(frozen=True, slots=True)
class Band:
    """Suggestions that were this sure: what was said on average, and how many of them people kept."""

    low: float
    high: float
    answers: int
    said: float
    right: int

    @property
    def kept(self) -> float:
        return self.right / self.answers


@dataclass(frozen=True, slots=True)
class Record:
    """How suggestions of a field did, and whether the classifier may act on them."""

    field: str
    label: str
    bands: tuple[Band, ...]
    answers: int
    right: int
    acting: ActingAlone | None

    @property
    def kept(self) -> float:
        return self.right / self.answers if self.answers else 0.0


def suggested_kind(piece: Feedback) -> Suggested | None:
    """For a piece whose kind nobody has said."""
    found = None if piece.kind else standing_suggestion(piece, Sorted.KIND)
    if found is None or found.sureness < SURE_ENOUGH:
        return None
    return Suggested(found.value, str(Kind(found.value).label), found.sureness)


def suggested_product(actor: Member, piece: Feedback) -> Suggested | None:
    """For a piece of which nobody has said what it is about; a product that the actor sees."""
    found = None if piece.product_id else standing_suggestion(piece, Sorted.PRODUCT)
    if found is None or found.sureness < SURE_ENOUGH:
        return None
    product = Product.objects.visible_to(actor).filter(pk=found.value).first()
    return Suggested(found.value, product.name, found.sureness) if product else None


def standing_suggestion(piece: Feedback, field: str) -> Suggestion | None:
    """One that nobody has decided on, and that was not acted on."""
    return Suggestion.objects.filter(feedback=piece, field=field, decided="", applied=False).first()


def records() -> list[Record]:
    acting = {row.field: row for row in ActingAlone.objects.select_related("allowed_by")}
    return [_record(field, str(label), acting.get(field)) for field, label in Sorted.choices]


def done_alone(actor: Member) -> list[dict[str, Any]]:
    """The latest, of pieces that the actor sees: what was said, how surely, and what a person made of it."""
    applied = Suggestion.objects.filter(applied=True, feedback__in=Feedback.objects.visible_to(actor))
    rows = list(applied.select_related("feedback", "decided_by").defer("feedback__words")[:SHOWN])
    names = {str(product.pk): product.name for product in Product.objects.visible_to(actor)}
    names |= {str(value): str(label) for value, label in Kind.choices}
    return [
        {
            "piece": row.feedback,
            "field": row.field,
            "label": names.get(row.value, "A product"),
            "sureness": row.sureness,
            "at": row.made_at,
            "became": "" if not row.decided else names.get(row.decided, "taken back"),
            "by": row.decided_by.name if row.decided_by else "",
        }
        for row in rows
    ]


def _record(field: str, label: str, acting: ActingAlone | None) -> Record:
    decided = Suggestion.objects.filter(field=field).exclude(decided="")
    rows = [
        (sureness, value == chosen)
        for sureness, value, chosen in decided.values_list("sureness", "value", "decided")
    ]
    bands = []
    for low, high in BANDS:
        within = [row for row in rows if low <= row[0] < high or row[0] == high == 1.0]
        if within:
            said = sum(row[0] for row in within) / len(within)
            bands.append(Band(low, high, len(within), said, sum(row[1] for row in within)))
    return Record(field, label, tuple(bands), len(rows), sum(row[1] for row in rows), acting)
