"""The highlights of a piece that says the same as another: they mark words, so they look for these again."""

from northing.insight.commands.merging.trace import Step
from northing.insight.models import Feedback, Highlight

Span = tuple[int | None, int | None]
FIELD = "feedback"


def move_marks(gone: Feedback, kept: Feedback) -> list[Step]:
    """Each to its words in the kept text, or to the whole of it where they are not there."""
    taken = set(kept.highlights.values_list("opportunity_id", "begins", "ends"))
    steps: list[Step] = []
    for mark in gone.highlights.select_for_update().order_by("pk"):
        span = _span_in(kept.text, mark)
        says = (mark.opportunity_id, *span)
        if says in taken:
            continue
        taken.add(says)
        steps.append([Highlight._meta.label_lower, mark.pk, FIELD, mark.begins, mark.ends])
        mark.feedback, (mark.begins, mark.ends) = kept, span
        mark.save(update_fields=["feedback", "begins", "ends"])
    return steps


def return_marks(steps: list[Step], gone: Feedback, now_at: set[int]) -> None:
    """Those that still stand where they were moved to, to the words that they marked before."""
    before: dict[int, Span] = {step[1]: (step[3], step[4]) for step in steps}
    taken = set(gone.highlights.values_list("opportunity_id", "begins", "ends"))
    moved = Highlight.objects.select_for_update().filter(pk__in=before, feedback__in=now_at)
    for mark in moved.order_by("pk"):
        says = (mark.opportunity_id, *before[mark.pk])
        if says in taken:
            continue
        taken.add(says)
        mark.feedback, (mark.begins, mark.ends) = gone, before[mark.pk]
        mark.save(update_fields=["feedback", "begins", "ends"])


def _span_in(text: str, mark: Highlight) -> Span:
    if mark.begins is None or text[mark.begins : mark.ends] == mark.quote:
        return mark.begins, mark.ends
    begins = text.find(mark.quote) if mark.quote else -1
    return (begins, begins + len(mark.quote)) if begins >= 0 else (None, None)
