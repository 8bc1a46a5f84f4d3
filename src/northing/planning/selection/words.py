"""Reasons as sentences: what would bring it in, what that would push out, or why nothing would."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor
from typing import Any

from northing.ui import formatting

UNSEEN = "something that you may not see"
NAMED = 3
"""Of what a plan would push out."""
MOST_WORTH = 4.0
"""Above so many times its value it is no longer said: nobody is off by that much."""
ALL_OF_IT = 0.995
"""What is said as 100 %."""


@dataclass(frozen=True)
class Words:
    """Says things of one run. `name` knows what the reader may know."""

    said: Mapping[str, Any]
    name: Callable[[str], str]
    fields: Mapping[str, str]
    total: float

    def quarter(self, period: int) -> str:
        return formatting.quarter(date.fromisoformat(self.said["quarters"][period]))

    def pool(self, pool: Sequence[Any] | None) -> str:
        """Core, Core's design, or all teams."""
        if not pool or pool[0] == "everybody":
            return "all teams together"
        team = self.said["teams"].get(str(pool[0]), "its team")
        return f"{team}’s {pool[1]}" if pool[1] else str(team)

    def reason(self, key: str) -> str:
        """Why it is out or how firmly it is in; "" where nothing is known yet."""
        if key in self.said["lacking"]:
            return self._lacks(self.said["lacking"][key])
        each = self.said["candidates"].get(key)
        reason = self.said["reasons"].get(key)
        if each is None:
            return ""
        if each["pin"]:
            return "Put in by hand." if each["pin"] == "in" else "Kept out by hand."
        if reason is None:
            return ""
        return self._stays(reason) if reason["taken"] else self._comes_in(each, reason)

    def _lacks(self, fields: Sequence[str]) -> str:
        if list(fields) == ["effort"]:
            return "Nobody has said its effort, so nobody can say whether it fits."
        lacks = " and ".join(self.fields.get(field, field) for field in fields)
        return f"It has no score: nobody has said its {lacks}."

    def _comes_in(self, each: Mapping[str, Any], reason: Mapping[str, Any]) -> str:
        ways = [*self._smaller(each, reason), *self._wider(reason), *self._worth_more(each, reason)]
        whole = f"Comes in {', or '.join(ways)}." if ways else ""
        if not reason["possible"]:
            return " ".join(part for part in (self._blocked(reason), whole) if part)
        if not whole and reason["exact"]:
            whole = "No single change would bring it in."
        elif not whole:
            whole = "No change that would bring it in was found in the time there was."
        return f"{whole} {self._instead(reason)}"

    def _smaller(self, each: Mapping[str, Any], reason: Mapping[str, Any]) -> list[str]:
        share, effort = reason["effort"], each["effort"]
        if share is None or effort is None:
            return []
        half = floor(effort[1] * share * 2) / 2  # rounded down: more would not do
        if half < 0.5:
            return []
        now = formatting.number_range(effort[0], effort[2])
        return [f"at {_weeks(half)} of effort (now {now})"]

    def _wider(self, reason: Mapping[str, Any]) -> list[str]:
        """The least there is, in half weeks rounded up: fewer would not do."""
        if not reason["more"]:
            return []
        more = min(reason["more"], key=lambda each: each["weeks"])
        weeks = _weeks(ceil(more["weeks"] * 2) / 2)
        return [f"with {weeks} more of {self.pool(more['pool'])} in {self.quarter(more['period'])}"]

    def _worth_more(self, each: Mapping[str, Any], reason: Mapping[str, Any]) -> list[str]:
        if reason["value"] is None or reason["period"] is None:
            return []
        now = each["values"][reason["period"]]
        if now <= 0 or not 1 < reason["value"] / now <= MOST_WORTH:
            return []
        return [f"if it were worth {formatting.percent(max(reason['value'] / now - 1, 0.01))} more"]

    def _instead(self, reason: Mapping[str, Any]) -> str:
        """What the best plan with it looks like."""
        less = reason["costs"] / self.total if self.total > 0 else 0.0
        pushed = [self.name(key) for key in reason["leaves"]]
        out = f" and leaves out {_listed(pushed)}" if pushed else ""
        if less < 0.0005:
            return f"A plan with it is worth as much{out}."
        plan = "The best plan" if reason["exact"] else "The best plan that was found"
        return f"{plan} with it is worth {formatting.percent(less, 1)} less{out}."

    def _blocked(self, reason: Mapping[str, Any]) -> str:
        if not reason["blocked"]:
            return "No plan with it was found."
        limits = _listed([self.limit(each) for each in reason["blocked"]], every=True)
        return f"No value would bring it in: {limits}."

    def _stays(self, reason: Mapping[str, Any]) -> str:
        if reason["costs"] is None or reason["value"] is None:
            return "No plan can do without it."
        now = reason["value"] + reason["costs"]
        if reason["costs"] <= 1e-9 or now <= 0:
            return "A plan without it is worth as much."
        less = reason["costs"] / now
        if less >= ALL_OF_IT:
            return "Nothing else would use its place."
        return f"Stays in until it is worth {formatting.percent(less)} less."

    def limit(self, limit: Mapping[str, Any]) -> str:
        """One limit as half a sentence."""
        names = [self.name(key) for key in limit["ids"]]
        kind, amount = limit["kind"], limit["amount"]
        if kind == "capacity":
            weeks = _weeks(amount)
            return f"{self.pool(limit['pool'])} has {weeks} in {self.quarter(limit['period'])}"
        if kind == "budget":
            return f"the budget is {formatting.number(amount)}"
        if kind in {"share_min", "share_max"}:
            bound = "at least" if kind == "share_min" else "at most"
            return f"{bound} {formatting.percent(amount)} of effort is for {limit['name']}"
        if kind == "needs":
            return f"{names[0]} needs {names[1]}"
        listed = _listed(names, every=True)
        return {
            "together": f"{listed} come together or not at all",
            "either": f"at least one of {listed} must be in",
            "not_both": f"at most one of {listed} may be in",
            "window": f"{listed} was put into one quarter",
            "must": f"{listed} must be in",
            "must_not": f"{listed} must be out",
        }[kind]


def _listed(words: Sequence[str], *, every: bool = False) -> str:
    """A, B and C; of many the first ones and how many more."""
    shown = list(words) if every or len(words) <= NAMED else [*words[:NAMED], f"{len(words) - NAMED} more"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _weeks(value: float) -> str:
    return f"{formatting.short_number(value)} week{'' if value == 1 else 's'}"
