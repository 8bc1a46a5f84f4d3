"""Which candidates the page shows, weighed by what, in which order: one typed object, parsed once."""

from collections.abc import Mapping
from typing import Self

from django.http import QueryDict
from pydantic import Field

from northing.kernel.errors import Refused
from northing.kernel.filters import CUSTOM, Ids, ListFilter, Words
from northing.kernel.numbers import Id
from northing.planning.models.key import LETTERS
from northing.planning.models.scenario import Scenario

GROUPS = {"product": "Product", "objective": "Objective", "team": "Team", "kind": "Kind", "state": "State"}
SORTS = {"score": "Score", "top": "Chance to be in", "name": "Name", "revenue": "Revenue asking"}
PICTURES = ("", "map", "bubbles")


class PrioritiseFilter(ListFilter):
    """`team` narrows what competes for the room, the other fields only what is shown."""

    model: Id | None = Field(default=None, description="The score model; nothing: the default one.")
    plan: Id | None = Field(default=None, description="The scenario whose pins count.")
    quarters: int = Field(default=1, ge=1, le=Scenario.MOST_PERIODS, description="That the line is drawn for.")
    team: Id | None = None
    room: float | None = Field(default=None, ge=0, le=100_000, description="Person-weeks tried instead.")
    as_said: bool = Field(default=False, description="Without the correction by what was right before.")
    q: str = Field(default="", max_length=200)
    kind: Words = ()
    product: Ids = ()
    objective: Ids = ()
    state: Words = ()
    unserved: bool = Field(default=False, description="Those that serve no objective.")
    close: bool = Field(default=False, description="Those that are too close to call.")
    group: str = ""
    sort: str = "-score"
    columns: Words = ()
    custom: dict[str, str] = Field(default={}, description="What is asked of the organisation's own fields.")
    picture: str = ""
    x: str = ""
    y: str = ""

    @classmethod
    def parse(cls, query: QueryDict | str) -> Self:
        """What may be sorted and grouped by is refused with what is allowed, too."""
        found = super().parse(query)
        _one_of("group", found.group, {"": "", **GROUPS})
        _one_of("picture", found.picture, dict.fromkeys(PICTURES, ""))
        for kind in found.kind:
            _one_of("kind", kind, dict.fromkeys(LETTERS.values(), ""))
        return found

    @property
    def is_narrowed(self) -> bool:
        asked = self.q or self.kind or self.product or self.objective or self.state or self.custom
        return bool(asked) or self.unserved or self.close

    @property
    def sorted_by(self) -> str:
        return self.sort.removeprefix("-")

    @property
    def asks_own(self) -> bool:
        """Whether anything of it is about the organisation's own fields."""
        return bool(self.custom) or any(key.startswith(CUSTOM) for key in (self.sorted_by, *self.columns))

    def unnarrowed(self) -> str:
        """The address that shows everything, as it is weighed, ordered and laid out here."""
        return self.query(
            q="", kind=(), product=(), objective=(), state=(), unserved=False, close=False, custom={}
        )

    @property
    def in_order(self) -> bool:
        """As the capacity line needs it: all of it, by score from the highest."""
        return self.sort == "-score" and not self.group


def _one_of(name: str, value: str, allowed: Mapping[str, str]) -> None:
    if value not in allowed:
        raise Refused(**{name: f"{value!r} is none of {', '.join(filter(None, allowed))}."})
