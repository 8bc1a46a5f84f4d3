"""What a customer said, the latest first, each piece with what became of it in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Prefetch

from northing.insight.models import (
    Became,
    Feedback,
    Highlight,
    Opportunity,
    OpportunityState,
    StateStep,
)
from northing.insight.queries.promise_timer import Timer, promise_timer
from northing.kernel import clock
from northing.organisation.models import Member
from northing.ui import formatting

NEVER = timedelta(days=60)  # silence of this length is no delay any more


@dataclass(frozen=True, slots=True)
class Line:
    """One piece. `tone`: good, warn, bad or "". `timer` where a reply is promised and still owed."""

    piece: Feedback
    opportunities: tuple[Opportunity, ...]
    words: str
    tone: str
    timer: Timer | None


def thread(actor: Member, customer: int, *, first: int = 0, pieces: int = 6) -> list[Line]:
    """So many pieces from the `first` on; the same number of queries for one as for fifty."""
    said = (
        Feedback.objects.visible_to(actor)
        .standing()
        .filter(customer=customer)
        .select_related("contact", "product__line", "outcome")
        .prefetch_related(_opportunities(actor), "attachments")
        .defer("words")
        .order_by("-received_at", "-id")[first : first + pieces]
    )
    found = list(said)
    return lines(found)


def lines(pieces: Sequence[Feedback]) -> list[Line]:
    shown = {mark.opportunity_id for piece in pieces for mark in piece.highlights.all()}
    steps = StateStep.objects.filter(opportunity__in=shown).order_by("opportunity_id", "-changed_at", "-id")
    decided = {
        (step.opportunity_id, step.state): step.changed_at
        for step in steps.distinct("opportunity_id").only("opportunity", "state", "changed_at")
    }
    return [_line(piece, decided) for piece in pieces]


def _opportunities(actor: Member) -> "Prefetch[str, Any, Any]":
    visible = Opportunity.objects.visible_to(actor).standing()
    marks = Highlight.objects.filter(opportunity__in=visible).select_related("opportunity")
    return Prefetch("highlights", marks)


def _line(piece: Feedback, decided: dict[tuple[int, str], datetime]) -> Line:
    problems = tuple(dict.fromkeys(mark.opportunity for mark in piece.highlights.all()))
    now = clock.now()
    became = piece.outcome.became if hasattr(piece, "outcome") else Became.UNANSWERED
    if became == Became.SHIPPED:
        return Line(piece, problems, _shipped(piece, problems, decided), "good", None)
    if became == Became.DECLINED:
        return Line(piece, problems, _declined(piece, problems, decided), "", None)
    if piece.answered_at is not None:
        words = f"answered {_after(piece.answered_at - piece.received_at)}"
        return Line(piece, problems, words, "", None)
    if piece.reply_by is not None:
        over = now > piece.reply_by
        words = "no answer yet" if over else f"a reply is promised for {formatting.long_day(piece.reply_by)}"
        timer = promise_timer(piece.received_at, piece.reply_by, now)
        return Line(piece, problems, words, "bad" if over else "", timer)
    waited = now - piece.received_at
    if waited > NEVER:
        return Line(piece, problems, f"never answered, {formatting.counted(waited.days, 'day')}", "warn", None)
    return Line(piece, problems, "no answer yet", "", None)


def _shipped(
    piece: Feedback, problems: tuple[Opportunity, ...], decided: dict[tuple[int, str], datetime]
) -> str:
    on = _when(problems, decided, (OpportunityState.SOLVED,))
    words = f"shipped {formatting.short_day(on)}" if on else "shipped"
    told = on is not None and piece.answered_at is not None and piece.answered_at >= on
    return f"{words}, told {formatting.short_day(piece.answered_at)}" if told else words


def _declined(
    piece: Feedback, problems: tuple[Opportunity, ...], decided: dict[tuple[int, str], datetime]
) -> str:
    on = _when(problems, decided, (OpportunityState.DECLINED, OpportunityState.PARKED))
    if on is not None:
        return f"declined with a reason, {formatting.short_day(on)}"
    return f"set aside: {piece.why_set_aside}" if piece.why_set_aside else "declined with a reason"


def _when(
    problems: tuple[Opportunity, ...], decided: dict[tuple[int, str], datetime], states: tuple[str, ...]
) -> datetime | None:
    found = [
        decided[key]
        for row in problems
        for key in [(row.pk, row.state)]
        if row.state in states and key in decided
    ]
    return max(found, default=None)


def _after(span: timedelta) -> str:
    return "the same day" if span < timedelta(days=1) else f"in {formatting.counted(span.days, 'day')}"
