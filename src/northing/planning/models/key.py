"""What names a candidate of any kind."""

import re
from typing import Literal, NamedTuple, Self

from northing.kernel.errors import Refused

Kind = Literal["feature", "opportunity", "initiative"]
LETTERS: dict[str, Kind] = {"f": "feature", "o": "opportunity", "i": "initiative"}
_KEY = re.compile(r"([foi])([1-9][0-9]{0,17})")


class Key(NamedTuple):
    """A candidate by kind and row, as pages, the API and the command line write it: f12, o3, i4."""

    kind: Kind
    pk: int

    @classmethod
    def read(cls, text: str) -> Self:
        """Raises Refused when it is no key."""
        match = _KEY.fullmatch(text)
        if match is None:
            raise Refused(candidate=f"“{text}” is no candidate: write f12, o3 or i4.")
        return cls(LETTERS[match[1]], int(match[2]))

    def __str__(self) -> str:
        return f"{self.kind[0]}{self.pk}"
