"""After an undo: what is kept from other rows follows them back: evidence, segments by a rule, signatures."""

from collections.abc import Sequence
from typing import Any

from northing.insight.commands.evidence import recount
from northing.insight.commands.memberships import refresh_segments
from northing.insight.commands.similar import keep_feedback, keep_opportunities
from northing.insight.models import Highlight
from northing.organisation.queries.history import RowChange

SAID = ("title", "text", "name", "statement")
COUNTED = ("customer_id", "merged_into_id", "received_at")


def highlights_went_back(changes: Sequence[RowChange]) -> None:
    recount({state["opportunity_id"] for change in changes for state in _states(change)})


def votes_went_back(changes: Sequence[RowChange]) -> None:
    recount({state["opportunity_id"] for change in changes for state in _states(change)})


def feedback_went_back(changes: Sequence[RowChange]) -> None:
    keep_feedback(_says_something_else(changes))
    moved = [change.pk for change in changes if _differs(change)]
    if moved:
        recount(set(Highlight.objects.filter(feedback__in=moved).values_list("opportunity", flat=True)))


def opportunities_went_back(changes: Sequence[RowChange]) -> None:
    keep_opportunities(_says_something_else(changes))


def customers_went_back(changes: Sequence[RowChange]) -> None:
    refresh_segments(customers={change.pk for change in changes})


def _says_something_else(changes: Sequence[RowChange]) -> list[int]:
    """Those that are there again, or have other words."""
    pairs = [(change.pk, change.before or {}, change.after) for change in changes]
    return [
        pk
        for pk, before, after in pairs
        if after is not None and any(before.get(name) != after.get(name) for name in SAID)
    ]


def _differs(change: RowChange) -> bool:
    before, after = change.before, change.after
    return before is None or after is None or any(before[name] != after[name] for name in COUNTED)


def _states(change: RowChange) -> list[dict[str, Any]]:
    return [state for state in (change.before, change.after) if state is not None]
