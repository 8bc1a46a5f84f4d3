"""What was suggested for a piece."""

from dataclasses import dataclass

from northing.insight.models import Feedback, Kind, Suggestion

KINDS = tuple(Kind.choices)
SURE_ENOUGH = 0.4
"""Below this a suggestion helps nobody: four kinds by chance alone would be at a quarter."""


@dataclass(frozen=True, slots=True)
class SuggestedKind:
    """`sureness` is a chance, 0 to 1."""

    value: str
    label: str
    sureness: float


def suggested_kind(piece: Feedback) -> SuggestedKind | None:
    """For a piece whose kind nobody has said."""
    if piece.kind:
        return None
    found = Suggestion.objects.filter(
        feedback=piece, field="kind", decided="", sureness__gte=SURE_ENOUGH
    ).first()
    return SuggestedKind(found.value, str(Kind(found.value).label), found.sureness) if found else None
