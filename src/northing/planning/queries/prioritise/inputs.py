"""What was said of each candidate: ranges with who, when and from what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from northing.planning.models import Feature, Input, Key
from northing.planning.queries.prioritise.candidates import Candidate, key_of
from northing.planning.queries.prioritise.fields import EFFORT


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


def standing_inputs(found: Mapping[Key, Candidate]) -> dict[Key, dict[str, Said]]:
    """By candidate and field. The effort of a feature is its estimate."""
    said: dict[Key, dict[str, Said]] = {key: {} for key in found}
    rows = Input.objects.filter(round=None).values_list(
        *("feature", "opportunity", "initiative", "field", "low", "likely", "high", "live")
    )
    for feature, opportunity, initiative, field, low, likely, high, live in rows:
        fields = said.get(key_of(feature, opportunity, initiative))
        if fields is not None:
            fields[field] = Said(low, likely, high, live)
    for key, candidate in found.items():
        if candidate.effort is not None:
            said[key][EFFORT.key] = Said(*candidate.effort)
    return said


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
