"""What can be wrong with the inputs of a forecast, in mathematical words."""

from collections.abc import Hashable, Sequence


class ForecastingError(ValueError):
    """The inputs of a forecast contradict each other; the message says where."""


class InvalidRange(ForecastingError):
    """A range or a rate is negative, not finite or not in order."""


class UnknownNeed(ForecastingError):
    """A piece needs something that is not among the pieces."""


class DuplicatePiece(ForecastingError):
    """Two pieces carry the same id."""


class CircularNeeds(ForecastingError):
    """Pieces wait for each other in a circle; ``cycle`` names them in order, the first one again at the end."""

    def __init__(self, cycle: Sequence[Hashable]) -> None:
        self.cycle = tuple(cycle)
        super().__init__("these wait for each other: " + " -> ".join(str(piece) for piece in self.cycle))
