"""The access table: for each route, method and role, what happens to one's own row, the same team's, another's.

A row stands in the `ACCESS` list of the `urls.py` that names the route. The table does not enforce: policies
do. It says what they should do, the tests hold every cell against the running program, and the page
"Who may do what" shows it to people.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from northing.organisation.models import Role


class Answer(StrEnum):
    """What a request meets."""

    YES = "y"
    NO = "n"  # sees it, may not do this: 403
    HIDDEN = "h"  # must not learn that it exists: 404
    SIGN_IN = "-"  # nobody is signed in: to the sign-in page (401 for the API)


class Section(StrEnum):
    SEE = "See"
    CHANGE = "Change"
    DECIDE = "Decide and publish"
    RUN = "Run the place"


@dataclass(frozen=True, slots=True)
class Row:
    """One route and method. Each role's text has a letter for own, same team and other, as in `Answer`.

    A route that is about no row in particular repeats its letter: "yyy". `thing` is the line of the page
    "Who may do what" to which this row belongs.
    """

    route: str
    method: str
    thing: str
    section: Section
    owner: str = "yyy"
    head: str = "yyy"
    manager: str = "yyy"
    member: str = "yyy"
    viewer: str = "yyy"
    nobody: str = "---"
    note: str = ""
    partly: str = ""  # how "partly" reads for people, where it is not "own" or "own team"

    def __post_init__(self) -> None:
        for name in (*Role.values, "nobody"):
            letters = getattr(self, name)
            if len(letters) != 3 or any(letter not in iter(Answer) for letter in letters):
                raise ValueError(f"{self.route} {self.method}: {name}={letters!r} is not three of y, n, h, -.")

    def answer(self, role: str, relation: int) -> Answer:
        return Answer(getattr(self, role)[relation])

    @property
    def open_to_nobody(self) -> bool:
        """May people who are not signed in come here?"""
        return Answer.SIGN_IN not in self.nobody


@dataclass
class AccessTable:
    _rows: dict[tuple[str, str], Row] = field(default_factory=dict)

    def add(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self._rows[row.route, row.method] = row

    def row(self, route: str, method: str) -> Row | None:
        return self._rows.get((route, "GET" if method in {"HEAD", "OPTIONS"} else method))

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(self._rows.values())


TABLE = AccessTable()
