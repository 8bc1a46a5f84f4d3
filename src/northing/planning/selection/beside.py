"""Why something is out or in that was not looked into further: what its team does or leaves instead of it, and
what that is worth."""

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import Any

from northing.planning.selection.words import Words
from northing.ui import formatting


class Beside:
    """Candidates beside those of the same team that are in, or out. `chosen`: the keys of what is in."""

    def __init__(self, words: Words, chosen: Collection[str]) -> None:
        self._words, self._chosen = words, chosen
        self._said: Mapping[str, Any] = words.said["candidates"]

    def reason(self, key: str) -> str:
        """ "A week of it is worth 3. Of what Billing does instead the least is worth 4.5: Show disputes." """
        mine = _a_week(self._said[key])
        if mine is None:
            return ""
        return self._stays(key, mine) if key in self._chosen else self._is_out(key, mine)

    def _stays(self, key: str, mine: float) -> str:
        most = max(self._of_its_team(key, inside=False), default=None)
        if most is None:
            return "Its team leaves nothing out that could take its place."
        worth, other = most
        if mine <= worth:
            return f"With what else is in, it is worth more than {self._words.name(other)} would be instead."
        return (
            f"A week of it is worth {formatting.compact(mine)}. Of what {self._team(key)} leaves out the most"
            f" is worth {formatting.compact(worth)}: {self._words.name(other)}."
        )

    def _is_out(self, key: str, mine: float) -> str:
        least = min(self._of_its_team(key, inside=True), default=None)
        weeks = formatting.person_weeks(self._said[key]["effort"][1])
        if least is None and self._said[key]["team"]:
            team = self._team(key)
            return f"Nothing of {team} is in: {team} has no room for its {weeks}, or a limit keeps it out."
        if least is None or mine >= least[0]:
            return f"Its {weeks} do not fit beside what is in, which is worth more together."
        worth, other = least
        return (
            f"A week of it is worth {formatting.compact(mine)}. Of what {self._team(key)} does instead the"
            f" least is worth {formatting.compact(worth)}: {self._words.name(other)}."
        )

    def _team(self, key: str) -> str:
        return str(self._words.said["teams"].get(str(self._said[key]["team"]), "its team"))

    def _of_its_team(self, key: str, *, inside: bool) -> Sequence[tuple[float, str]]:
        """What a week is worth of each of its team that is in, or out."""
        return self._by_team.get((self._said[key]["team"], inside), ())

    @cached_property
    def _by_team(self) -> dict[tuple[Any, bool], list[tuple[float, str]]]:
        found: dict[tuple[Any, bool], list[tuple[float, str]]] = {}
        for key, each in self._said.items():
            if (worth := _a_week(each)) is not None:
                found.setdefault((each["team"], key in self._chosen), []).append((worth, key))
        return found


def _a_week(each: Mapping[str, Any]) -> float | None:
    effort = each["effort"][1] if each["effort"] else 0.0
    return max(each["values"]) / effort if effort else None
