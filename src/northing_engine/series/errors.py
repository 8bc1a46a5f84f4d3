"""What can be wrong with a series, in mathematical words."""


class SeriesError(ValueError):
    """The values of a series do not make sense together; the message says where."""


class TooShort(SeriesError):
    """There are too few points to say anything; the message says how many are needed."""
