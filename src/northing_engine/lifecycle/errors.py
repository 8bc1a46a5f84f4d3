"""What can be wrong with what a lifecycle is read from."""


class LifecycleError(ValueError):
    """The figures do not make sense together; the message says where."""


class TooEarly(LifecycleError):
    """There are too few periods to say anything; the message says how many are needed."""
