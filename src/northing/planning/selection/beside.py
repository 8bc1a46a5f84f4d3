"""Why something is out that was not looked into further: what its team does instead, and what that is worth."""

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any

from northing.planning.selection.words import Words
from northing.ui import formatting


class Beside:
    """Candidates beside those that are in. `chosen`: their keys."""

    def __init__(self, words: Words, chosen: Collection[str]) -> None:
        self._words, self._chosen = words, chosen
        self._said: Mapping[str, Any] = words.said["candidates"]

    def reason(self, key: str) -> str:
        """ "A week of it is worth 3. Of what Billing does instead the least is worth 4.5: Show disputes." """
        each = self._said[key]
        mine, least = _a_week(each), self._least.get(each["team"])
        if mine is None:
            return ""
        if least is None or mine >= least[0]:
            weeks = formatting.person_weeks(each["effort"][1])
            return f"Its {weeks} do not fit beside what is in, which is worth more together."
        worth, other = least
        team = self._words.said["teams"].get(str(each["team"]), "its team")
        return (
            f"A week of it is worth {formatting.compact(mine)}. Of what {team} does instead the least is worth"
            f" {formatting.compact(worth)}: {self._words.name(other)}."
        )

    @cached_property
    def _least(self) -> dict[Any, tuple[float, str]]:
        """By team what is in and worth least for its time."""
        found: dict[Any, tuple[float, str]] = {}
        for key in self._chosen:
            each = self._said.get(key)
            worth = _a_week(each) if each is not None else None
            if each is not None and worth is not None:
                found[each["team"]] = min(found.get(each["team"], (worth, key)), (worth, key))
        return found


def _a_week(each: Mapping[str, Any]) -> float | None:
    effort = each["effort"][1] if each["effort"] else 0.0
    return max(each["values"]) / effort if effort else None
