"""What the classifier thinks of pieces that nobody has said the kind of. It suggests; people decide."""

from northing.insight.kinds import guesses
from northing.insight.models import Feedback, FeedbackState, Suggestion
from northing.kernel import clock
from northing.organisation.models import Member

KIND = "kind"
AT_ONCE = 1_000


def suggest_kinds(limit: int = AT_ONCE) -> int:
    """Suggest kinds for the latest pieces that wait and have neither kind nor suggestion: how many."""
    waiting = Feedback.objects.standing().filter(kind="", state__in=(FeedbackState.NEW, FeedbackState.LINKED))
    pieces = list(
        waiting.exclude(suggestions__field=KIND).defer("words").order_by("-received_at", "-pk")[:limit]
    )
    if not pieces:
        return 0
    now = clock.now()
    Suggestion.objects.bulk_create(
        [
            Suggestion(
                feedback_id=guess.feedback,
                field=KIND,
                value=guess.kind,
                sureness=guess.sureness,
                made_at=now,
            )
            for guess in guesses(pieces)
        ],
        ignore_conflicts=True,  # another worker was quicker
    )
    return len(pieces)


def log_decision(actor: Member, piece: Feedback) -> None:
    """What a person chose stands beside what was suggested: this is what the next model learns from."""
    suggested = Suggestion.objects.filter(feedback=piece, field=KIND)
    suggested.update(decided=piece.kind, decided_by=actor, decided_at=clock.now())
