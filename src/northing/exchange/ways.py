"""What an import brings, and how files of that are recognised, matched and looked at."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from northing.exchange import matching, preview, reviewing
from northing.exchange.feedback import vocabulary
from northing.exchange.feedback.matching import (
    match_feedback,
    missing_feedback,
    proposed_feedback,
    review_feedback,
)
from northing.exchange.feedback.preview import first_feedback, preview_feedback
from northing.exchange.feedback.recognising import sniff_feedback
from northing.exchange.mapping import Mapping
from northing.exchange.matching import Match
from northing.exchange.preview import PreviewedRow
from northing.exchange.readers.recognised import Recognised
from northing.exchange.readers.sniffing import sniff
from northing.exchange.readers.vocabulary import TARGETS
from northing.exchange.reviewing import ReviewedColumn
from northing.kernel.errors import Refused

WORK, FEEDBACK, CUSTOMERS = "work", "feedback", "customers"


@dataclass(frozen=True, slots=True)
class Way:
    """`targets`: where columns may go, with their names on screen."""

    targets: dict[str, str]
    sniff: Callable[[Path, str], Recognised]
    match: Callable[[Recognised, Mapping | None], list[Match]]
    proposed: Callable[[Recognised, Iterable[Match], Mapping | None], Mapping]
    missing: Callable[[Mapping], list[str]]
    review: Callable[[Recognised, Mapping], list[ReviewedColumn]]
    preview: Callable[[Path, Recognised, Mapping, list[ReviewedColumn], int], PreviewedRow | None]
    first_worth_seeing: Callable[[Path, Recognised, Mapping], int]

    def require_complete(self, mapping: Mapping) -> None:
        if lacking := self.missing(mapping):
            raise Refused(" ".join(lacking))


# Customers have none: their columns are matched before there is an import.
WAYS: dict[str, Way] = {
    WORK: Way(
        TARGETS,
        sniff,
        matching.match,
        matching.proposed,
        matching.missing,
        reviewing.review,
        preview.preview,
        preview.first_worth_seeing,
    ),
    FEEDBACK: Way(
        vocabulary.TARGETS,
        sniff_feedback,
        match_feedback,
        proposed_feedback,
        missing_feedback,
        review_feedback,
        preview_feedback,
        first_feedback,
    ),
}
