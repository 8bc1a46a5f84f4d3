"""What the classifier thinks of pieces that nobody has sorted. It suggests; people decide."""

from typing import Any

from northing.insight.kinds import guesses
from northing.insight.models import Feedback, FeedbackState, Sorted, Suggestion
from northing.kernel import clock
from northing.organisation.models import Member

AT_ONCE = 1_000
NOTHING = "-"  # what a person chose who took a value back
UNSORTED: dict[str, dict[str, Any]] = {Sorted.KIND: {"kind": ""}, Sorted.PRODUCT: {"product": None}}


def suggest(field: str, limit: int = AT_ONCE) -> int:
    """Suggest for the latest pieces that wait and have neither a value nor a suggestion: how many."""
    waiting = Feedback.objects.standing().filter(
        **UNSORTED[field], state__in=(FeedbackState.NEW, FeedbackState.LINKED)
    )
    unasked = waiting.exclude(pk__in=Suggestion.objects.filter(field=field).values("feedback"))
    pieces = list(unasked.defer("words").order_by("-received_at", "-pk")[:limit])
    if not pieces:
        return 0
    now = clock.now()
    made = [
        Suggestion(
            feedback_id=guess.feedback, field=field, value=guess.value, sureness=guess.sureness, made_at=now
        )
        for guess in guesses(field, pieces)
    ]
    Suggestion.objects.bulk_create(made, ignore_conflicts=True)  # another worker was quicker
    return len(made)


def log_decision(actor: Member, piece: Feedback, field: str) -> None:
    """What a person chose stands beside what was suggested: this is what the next model learns from."""
    chosen = piece.kind if field == Sorted.KIND else str(piece.product_id or "")
    suggested = Suggestion.objects.filter(feedback=piece, field=field)
    suggested.filter(applied=True).update(decided=chosen or NOTHING, decided_by=actor, decided_at=clock.now())
    suggested.filter(applied=False).update(decided=chosen, decided_by=actor, decided_at=clock.now())
