"""Scenarios as programs read them: newest first, a page at a time, and one with everything in it."""

from dataclasses import dataclass
from datetime import date

from northing.kernel.paging import cursor, values_of
from northing.organisation.models import Member
from northing.planning.models import Scenario, ScenarioForecast
from northing.planning.queries.scenarios import quarters
from northing.planning.queries.scenarios.measures import Measures
from northing.planning.queries.scenarios.rows import seen


@dataclass(frozen=True, slots=True)
class ChoiceTold:
    """`quarter` is None for what is out."""

    candidate: str
    name: str
    quarter: str | None
    pin: str
    reason: str
    revisit_on: date | None


@dataclass(frozen=True, slots=True)
class FitTold:
    """The chance that all features chosen until then are done by the quarter's end."""

    quarter: str
    features: int
    chance: float


@dataclass(frozen=True, slots=True)
class ScenarioTold:
    """`fits` is empty until it was worked out."""

    scenario: Scenario
    choices: list[ChoiceTold]
    fits: list[FitTold]


def scenario_list(*, after: str, limit: int, **wanted: str) -> tuple[list[Scenario], str | None]:
    """`wanted` narrows by state."""
    found = Scenario.objects.filter(**wanted)
    if after:
        found = found.filter(pk__lt=values_of(after, int)[0])
    rows = list(found.order_by("-pk")[: limit + 1])
    return rows[:limit], cursor([rows[limit - 1].pk]) if len(rows) > limit else None


def scenario_told(actor: Member, scenario: Scenario) -> ScenarioTold:
    """Without what the actor may not know of."""
    rows = seen(actor, list(scenario.choices.select_related("feature", "opportunity", "initiative")))
    choices = [
        ChoiceTold(
            str(row.key),
            str(row.feature or row.opportunity or row.initiative),
            None if row.period is None else quarters.named(scenario, row.period),
            row.pin,
            row.reason,
            row.revisit_on,
        )
        for row in rows
    ]
    forecast = ScenarioForecast.objects.filter(scenario=scenario).first()
    fits = Measures.read(forecast.said).fits if forecast else ()
    return ScenarioTold(
        scenario,
        sorted(choices, key=lambda each: (each.quarter is None, each.candidate)),
        [FitTold(quarters.named(scenario, fit.period), fit.features, fit.chance) for fit in fits],
    )
