"""What selection refuses."""


class SelectionError(ValueError):
    """The candidates or limits cannot be read as a plan to choose."""


class UnknownCandidate(SelectionError):
    """A need, limit or question names something that is not among the candidates."""


class NoPlan(SelectionError):
    """No set of candidates meets every limit: `contradiction` says which of them collide."""
