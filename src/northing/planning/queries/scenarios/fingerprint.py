"""What a scenario's forecast was worked out from, in a few letters: when they differ it is out of date."""

import hashlib
import json
from datetime import date
from typing import Any

from northing.kernel.once import once_a_page
from northing.planning.models import Scenario

OF_CHOICES = ("feature", "opportunity", "initiative", "period")
OF_DATES = ("feature", "due_on", "effort_times")
OF_LENDINGS = ("member", "from_team", "to_team", "starts_on", "ends_on", "share")
OF_RULES = ("kind", "amount", "period", "team")


def made_of(scenario: Scenario | None, plan: Scenario | None, *, run: int, today: date) -> str:
    """Of the forecast's run, the day, the plan's choices and everything that the scenario says."""
    said: list[Any] = [run, today.isoformat(), _said(plan) if plan else None]
    if scenario is not None and (plan is None or scenario.pk != plan.pk):
        said.append(_said(scenario))
    return hashlib.sha256(json.dumps(said, default=str, sort_keys=True).encode()).hexdigest()


@once_a_page
def _said(scenario: Scenario) -> list[Any]:
    return [
        scenario.starts_on,
        scenario.periods,
        sorted(scenario.choices.values_list(*OF_CHOICES), key=str),
        sorted(scenario.dates.values_list(*OF_DATES), key=str),
        sorted(scenario.lendings.values_list(*OF_LENDINGS), key=str),
        sorted(scenario.rules.values_list(*OF_RULES), key=str),
    ]
