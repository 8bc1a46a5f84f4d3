"""What can't be said of a flow."""


class FlowError(ValueError):
    """The record does not fit the question."""


class TooFewWeeks(FlowError):
    """Fewer weeks than a comparison needs."""
