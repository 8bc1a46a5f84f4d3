"""The inputs of a forecast, checked and put in working order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from northing_engine.forecasting.capacity import Capacity
from northing_engine.forecasting.futures import Method
from northing_engine.forecasting.history import History
from northing_engine.forecasting.order import working_order
from northing_engine.forecasting.pace import Pace, pace_of
from northing_engine.forecasting.work import Key, Piece, checked


@dataclass(frozen=True, eq=False)
class Plan:
    """Pieces by id and in working order, with the pace of every team."""

    pieces: dict[Key, Piece]
    order: list[Piece]
    history: History
    paces: dict[Key, Pace]

    @classmethod
    def of(
        cls, work: Sequence[Piece], history: History, capacity: Capacity, *, doubts_mean: bool = False
    ) -> "Plan":
        """Raises what ``checked`` and ``working_order`` raise."""
        pieces = checked(work)
        teams = dict.fromkeys(piece.team for piece in work)
        paces = {team: pace_of(team, history, capacity.of(team), doubts_mean=doubts_mean) for team in teams}
        return cls(pieces, working_order(pieces), history, paces)

    def sized(self, piece: Piece) -> bool:
        """Whether the piece on its own can be turned into time."""
        return self.paces[piece.team].units(piece) is not None

    def without_a_date(self) -> set[Key]:
        """Pieces that cannot be turned into time, and what needs them."""
        without: set[Key] = set()
        for piece in self.order:
            if not self.sized(piece) or not without.isdisjoint(piece.needs):
                without.add(piece.id)
        return without

    def needed(self) -> set[Key]:
        """Pieces that others need: they are simulated with them, so that no date contradicts another."""
        return {need for piece in self.order for need in piece.needs}

    def exact_targets(self) -> dict[Key, int]:
        """For every piece that a convolution can answer: how many items its team has done when it is done.

        These are the pieces before which (in their team) nothing waits and nothing is a range, in teams with
        enough history.
        """
        targets: dict[Key, int] = {}
        total: dict[Key, int] = {}
        simulated: set[Key] = set()
        without = self.without_a_date()
        for piece in self.order:
            pace = self.paces[piece.team]
            waits = bool(piece.needs) or piece.not_before > 0
            if piece.id in without or piece.team in simulated:
                continue
            if waits or not isinstance(piece.items, int) or not pace.counts_items or pace.doubt:
                simulated.add(piece.team)
                continue
            total[piece.team] = total.get(piece.team, 0) + piece.items
            targets[piece.id] = total[piece.team] if piece.items else 0
        return targets

    def method(self, piece: Piece) -> Method:
        """How a piece that is not exact is forecast."""
        if not self.sized(piece):
            return Method.NONE
        counted = piece.items is not None and self.paces[piece.team].counts_items
        return Method.SIMULATED if counted else Method.ESTIMATE_RANGE

    def ahead(self, piece: Piece) -> Iterable[Piece]:
        """The pieces of its team that are worked on before it, in order."""
        for other in self.order:
            if other.id == piece.id:
                return
            if other.team == piece.team:
                yield other
