"""Whose flow, and which weeks are compared with which."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from northing.kernel.errors import Refused
from northing.kernel.numbers import whole

# The last weeks, and those before them.
COMPARED = ((4, 12), (6, 16), (12, 24), (26, 26))
USUAL = (6, 16)
BEHIND = ("", "finished", "unplanned", "progress", "old")
WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class FlowFilter:
    """`behind`: which items a list shows; "" for all that were finished or are in progress."""

    team: int | None = None
    now: int = USUAL[0]
    before: int = USUAL[1]
    as_table: bool = False
    behind: str = ""
    page: int = 1

    @classmethod
    def parse(cls, query: QueryDict) -> "FlowFilter":
        text = query.get("compare", "")
        weeks = next((pair for pair in COMPARED if text in ("", _word(pair)) and (text or pair == USUAL)), None)
        if weeks is None:
            raise Refused(compare=f"Compare {', '.join(_word(pair) for pair in COMPARED)} weeks.")
        behind = query.get("behind", "")
        if behind not in BEHIND:
            raise Refused(behind="Choose finished, unplanned, progress or old.")
        return cls(
            team=_whole(query, "team") or None,
            now=weeks[0],
            before=weeks[1],
            as_table=query.get("view", "") == "table",
            behind=behind,
            page=min(max(_whole(query, "page"), 1), 100_000),
        )

    def query(self, **changes: Any) -> str:
        """This as an address, with some parts changed."""
        other = replace(self, **({"page": 1} | changes))
        parts = {
            "team": other.team,
            "compare": "" if (other.now, other.before) == USUAL else _word((other.now, other.before)),
            "view": "table" if other.as_table else "",
            "behind": other.behind,
            "page": other.page if other.page > 1 else "",
        }
        return urlencode({name: value for name, value in parts.items() if value})

    @property
    def weeks(self) -> int:
        return self.before + self.now

    def first(self, today: date) -> date:
        """The Monday on which the weeks before begin; the running week is not over and left out."""
        return self.end(today) - self.weeks * WEEK

    def turn(self, today: date) -> date:
        """The Monday on which the last weeks begin."""
        return self.end(today) - self.now * WEEK

    @staticmethod
    def end(today: date) -> date:
        return today - timedelta(days=today.weekday())


def _word(pair: tuple[int, int]) -> str:
    return f"{pair[0]}-{pair[1]}"


def _whole(query: QueryDict, name: str) -> int:
    text = query.get(name, "")
    if not text:
        return 0
    if (number := whole(text)) is None:
        raise Refused(**{name: f"'{text[:40]}' is not a whole number."})
    return number
