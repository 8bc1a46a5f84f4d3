"""What was said of each candidate: ranges with who, when and from what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from django.db import connection

from northing.planning.models import Feature, Input, Key
from northing.planning.queries.prioritise.candidates import Candidate, key_of
from northing.planning.queries.prioritise.fields import EFFORT

# A page weighs thousands: what is said of one comes as one text, taken apart only when it is another one.
PART, END = "\x1f", "\x1e"
STANDING = """
SELECT feature_id, opportunity_id, initiative_id,
       string_agg(concat_ws(%(part)s, field, low, likely, high, live), %(end)s ORDER BY field)
FROM planning_input WHERE round_id IS NULL GROUP BY 1, 2, 3
"""


class Said(NamedTuple):
    """A range, or a point whose numbers are the same. `live`: from where it comes by itself. `stated`: what was
    said to be likely, where the record of who said it corrects that."""

    low: float
    likely: float
    high: float
    live: str = ""
    stated: float | None = None

    @property
    def is_point(self) -> bool:
        return self.low == self.high

    def times(self, factor: float) -> "Said":
        return self._replace(low=self.low * factor, likely=self.likely * factor, high=self.high * factor)


@dataclass(frozen=True, slots=True)
class SaidFully:
    """For the panel and the editor: with the words."""

    said: Said
    by: str
    at: datetime | None
    evidence: str


def standing_inputs(found: Mapping[Key, Candidate]) -> Mapping[Key, Mapping[str, Said]]:
    """By candidate and field. The effort of a feature is its estimate."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING, {"part": PART, "end": END})
        texts = {key_of(*refs): text for *refs, text in cursor.fetchall()}
    return {key: _said(texts.get(key, ""), candidate.effort) for key, candidate in found.items()}


@lru_cache(maxsize=2**14)
def _said(text: str, effort: tuple[float, float, float] | None) -> Mapping[str, Said]:
    """Shared by all who ask: not to be written into."""
    found = {}
    for row in filter(None, text.split(END)):
        field, low, likely, high, live = row.split(PART)
        found[field] = Said(float(low), float(likely), float(high), live)
    if effort is not None:
        found[EFFORT.key] = Said(*effort)
    return found


def said_of(key: Key) -> dict[str, SaidFully]:
    """One candidate's, with names and evidence."""
    rows = Input.objects.filter(round=None, **{key.kind: key.pk}).select_related("said_by")
    found = {
        row.field: SaidFully(
            Said(row.low, row.likely, row.high, row.live),
            row.said_by.name if row.said_by else "",
            row.said_at,
            row.evidence,
        )
        for row in rows
    }
    if key.kind == "feature":
        found |= _estimate(key.pk)
    return found


def _estimate(pk: int) -> dict[str, SaidFully]:
    numbers = (
        Feature.objects.filter(pk=pk, estimate_likely__isnull=False)
        .values_list("estimate_low", "estimate_likely", "estimate_high")
        .first()
    )
    if numbers is None:
        return {}
    low, likely, high = (float(number or 0) for number in numbers)
    return {EFFORT.key: SaidFully(Said(low, likely, high), "", None, "")}
