"""What can be wrong with what is scored, in mathematical words."""


class ScoringError(ValueError):
    """The inputs of a score contradict each other; the message says where."""


class InvalidSpread(ScoringError):
    """A range is not finite or not in order."""
