"""What is in a scenario and what is not, with reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from northing.kernel import clock
from northing.kernel.errors import Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.planning.commands.scenarios.rows import about, held
from northing.planning.commands.scenarios.working_out import ask_scenarios
from northing.planning.models import Choice, Feature, FeatureState, Key, Pin, Scenario
from northing.planning.queries.scenarios import quarters


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a candidate stands; None for `period` is out. `reason`: why it is, and what would bring it in."""

    period: int | None
    pin: str = Pin.FREE
    reason: str = ""
    revisit_on: date | None = None


def choose(
    *,
    actor: Member,
    scenario: Scenario,
    candidate: Key,
    period: int | None,
    pin: str = Pin.FREE,
    reason: str = "",
    revisit_on: date | None = None,
) -> Choice:
    """Put one candidate into a quarter of the scenario, counted from 0, or out of it."""
    placed = Placed(period, pin, reason, revisit_on)
    [choice] = choose_many(actor=actor, scenario=scenario, choices={candidate: placed})
    return choice


def choose_many(*, actor: Member, scenario: Scenario, choices: Mapping[Key, Placed]) -> list[Choice]:
    """All of them or none: a plan that was worked out, or a few that were marked."""
    with recorded(actor=actor, command="planning.choose"):
        found = held(actor, scenario)
        known = {choice.key: choice for choice in found.choices.select_for_update(of=("self",))}
        made = [_place(actor, found, known.get(key), key, placed) for key, placed in choices.items()]
        ask_scenarios()
    return made


def as_in_the_plan(*, actor: Member, scenario: Scenario, candidate: Key) -> None:
    """Forget what the scenario says of one candidate: nothing is changed about it."""
    with recorded(actor=actor, command="planning.as_in_the_plan"):
        found = held(actor, scenario)
        column = about(actor, candidate)
        found.choices.filter(**column).delete()
        if found.based_on is not None:
            for choice in found.based_on.choices.filter(**column).exclude(period=None):
                period = quarters.period_of(found, quarters.begins(found.based_on, choice.period or 0))
                Choice.objects.create(scenario=found, period=period, pin=choice.pin, **column)
        ask_scenarios()


def _place(actor: Member, scenario: Scenario, row: Choice | None, key: Key, placed: Placed) -> Choice:
    _check(scenario, key, placed)
    choice = row or Choice(scenario=scenario, **about(actor, key))
    choice.period, choice.pin = placed.period, placed.pin
    choice.reason, choice.revisit_on = placed.reason.strip(), placed.revisit_on
    choice.save()
    return choice


def _check(scenario: Scenario, key: Key, placed: Placed) -> None:
    if placed.period is not None and not 0 <= placed.period < scenario.periods:
        raise Refused(period=f"{scenario.name} is about {quarters.span(scenario)}.")
    if placed.pin not in Pin.values:
        raise Refused(pin=f"“{placed.pin}” is neither in nor out.")
    if (placed.pin == Pin.IN and placed.period is None) or (
        placed.pin == Pin.OUT and placed.period is not None
    ):
        raise Refused(pin="What must be in has a quarter; what must be out has none.")
    if placed.revisit_on is not None and placed.revisit_on <= clock.today():
        raise Refused(revisit_on=f"{placed.revisit_on:%-d %B %Y} is no day to come.")
    if key.kind == "feature" and placed.period is None:
        _may_go_out(key)


def _may_go_out(key: Key) -> None:
    building = Feature.objects.filter(pk=key.pk, state=FeatureState.BUILDING).first()
    if building is not None:
        raise Refused(
            period=f"{building.name} is being built. Make it smaller, move it, or drop it on its own page."
        )
