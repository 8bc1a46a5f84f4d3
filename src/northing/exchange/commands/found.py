"""What reading a file came to, whatever it brings."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from northing.exchange.models import Import
from northing.exchange.progress import Progress
from northing.exchange.readers.records import Refusal
from northing.organisation.models import Member


@dataclass(slots=True)
class Found:
    """`outcome` are the figures that the page shows; `refusals` the first of the refused rows.

    `whole` is False when reading was cut short, as somebody asked.
    """

    rows: int = 0
    refused: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    outcome: dict[str, Any] = field(default_factory=dict)
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Bringer:
    """How rows of one kind come in: a look that leaves nothing behind, for good, and back out again."""

    look: Callable[[Import, Progress], Found]
    bring: Callable[[Import, Progress, str], Found]
    """The last argument is the reason that history keeps."""
    take_back: Callable[[Import, Member, UUID, Progress], dict[str, int]]


def reasons_of(refusals: Iterable[Refusal]) -> dict[str, int]:
    """Why rows are refused and how often, the most frequent first."""
    reasons: dict[str, int] = {}
    for refusal in refusals:
        reasons[refusal.reason] = reasons.get(refusal.reason, 0) + 1
    return dict(sorted(reasons.items(), key=lambda pair: -pair[1])[:50])
