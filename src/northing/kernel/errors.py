"""What a rule says when it refuses: one type, with messages a person can act on."""


class Refused(Exception):
    """A rule refused the request: messages by field, "" for the request as a whole.

    Pages show it on the form with 422, the API as problem+json, the command line on stderr with exit code 1.
    """

    def __init__(self, message: str = "", **fields: str) -> None:
        self.errors: dict[str, str] = ({"": message} if message else {}) | fields
        super().__init__("; ".join(self.errors.values()))


class NotAllowed(Exception):
    """The actor sees the row but may not do this to it: 403, with the reason why."""


class Stale(Exception):
    """The row is not any more what the caller had seen when asking for the change: 412."""


class NotVisible(Exception):
    """The row does not exist, or not for this actor, which must look the same: 404."""
