"""What is to be done, by whom, in which order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from northing_engine.forecasting.errors import DuplicatePiece, InvalidRange, UnknownNeed
from northing_engine.forecasting.ranges import Range

Key: TypeAlias = int | str
"""Names a piece or a team: whatever the caller has (a primary key, a slug)."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of work (a Feature) that one team delivers.

    id:         unique among the pieces of one forecast.
    team:       the team that works on it.
    rank:       the team pulls small ranks first; equal ranks go by id.
    items:      remaining items: a number, a Range when the split is not known, or None when there is none.
    effort:     remaining effort in person-weeks, used when there are no items or the team has no history.
    needs:      ids of pieces (of any team) that must be finished before this one starts.
    not_before: weeks after the forecast's start before which it must not start; fractions are fine.

    Raises InvalidRange when items or not_before is negative.
    """

    id: Key
    team: Key
    rank: float
    items: int | Range | None = None
    effort: Range | None = None
    needs: tuple[Key, ...] = ()
    not_before: float = 0.0

    def __post_init__(self) -> None:
        if isinstance(self.items, int) and self.items < 0:
            raise InvalidRange(f"{self.id}: remaining items cannot be negative")
        if not self.not_before >= 0:
            raise InvalidRange(f"{self.id}: not_before cannot be negative")


def checked(work: Sequence[Piece]) -> dict[Key, Piece]:
    """The pieces by id. Raises DuplicatePiece and UnknownNeed."""
    pieces: dict[Key, Piece] = {}
    for piece in work:
        if piece.id in pieces:
            raise DuplicatePiece(f"{piece.id} appears more than once")
        pieces[piece.id] = piece
    for piece in work:
        for need in piece.needs:
            if need not in pieces:
                raise UnknownNeed(f"{piece.id} needs {need}, which is not among the pieces")
    return pieces
