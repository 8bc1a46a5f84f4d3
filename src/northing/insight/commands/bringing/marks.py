"""Link many pieces to the problems behind them at once."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from northing.insight import policies
from northing.insight.commands.bringing.states import hold, settle_states
from northing.insight.commands.evidence import recount
from northing.insight.commands.feedback import VIEWERS_READ
from northing.insight.models import Highlight, Importance, Opportunity
from northing.kernel import clock
from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member


class Mark(NamedTuple):
    """A span of a piece's text, in characters, or the whole piece, leads to an opportunity. By their ids."""

    feedback: int
    opportunity: int
    span: tuple[int, int] | None = None
    importance: int = Importance.WANTED
    at: datetime | None = None
    """When it was made; None: now."""


def highlight_many(*, actor: Member, marks: Iterable[Mark]) -> int:
    """All of them or none, as one change. The same span again changes its importance. How many are new."""
    given = list(marks)
    if not policies.may_triage(actor):
        raise NotAllowed(VIEWERS_READ)
    with recorded(actor=actor, command="insight.highlight_many"):
        texts = hold(actor, {mark.feedback for mark in given})
        _hold_opportunities(actor, {mark.opportunity for mark in given})
        there = {
            (row.feedback_id, row.opportunity_id, row.begins, row.ends): row
            for row in Highlight.objects.select_for_update().filter(feedback__in=texts)
        }
        new: list[Highlight] = []
        heavier: dict[int, Highlight] = {}
        for mark in given:
            begins, ends = mark.span or (None, None)
            same = there.get((mark.feedback, mark.opportunity, begins, ends))
            if same is None:
                row = _row(actor, mark, texts[mark.feedback])
                there[row.feedback_id, row.opportunity_id, row.begins, row.ends] = row
                new.append(row)
            elif same.importance != mark.importance:
                same.importance = mark.importance
                if same.pk:
                    heavier[same.pk] = same
        Highlight.objects.bulk_create(new, batch_size=5000)
        Highlight.objects.bulk_update(heavier.values(), ["importance"], batch_size=1000)
        settle_states(texts)
        recount({mark.opportunity for mark in given})
    return len(new)


def _row(actor: Member, mark: Mark, text: str) -> Highlight:
    begins, ends = mark.span or (None, None)
    if mark.span and not 0 <= mark.span[0] < mark.span[1] <= len(text):
        raise Refused(span=f"Characters {begins} to {ends} are not in a text of {len(text)}.")
    if mark.importance not in Importance.values:
        raise Refused(importance=f"{mark.importance} is no importance: these are 1 to 4.")
    return Highlight(
        feedback_id=mark.feedback,
        opportunity_id=mark.opportunity,
        begins=begins,
        ends=ends,
        quote=text[begins:ends] if mark.span else "",
        importance=mark.importance,
        made_by=actor,
        made_at=mark.at or clock.now(),
    )


def _hold_opportunities(actor: Member, ids: Collection[int]) -> None:
    rows = Opportunity.objects.visible_to(actor).standing().select_for_update(of=("self",)).filter(pk__in=ids)
    if len(rows.order_by("pk").values_list("pk")) != len(ids):
        raise NotVisible
