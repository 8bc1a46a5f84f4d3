"""Making a scenario out of the plan or of another one, describing it, and giving it up."""

from datetime import date
from typing import Any

from django.db import connection

from northing.kernel import clock
from northing.kernel.errors import NotAllowed, Refused
from northing.kernel.rows import check, only_known
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.planning import policies
from northing.planning.commands.scenarios.rows import held, locked, may_plan
from northing.planning.commands.scenarios.working_out import ask_scenarios
from northing.planning.models import (
    Choice,
    Feature,
    FeatureState,
    Lending,
    Rule,
    Scenario,
    ScenarioDate,
    ScenarioState,
)
from northing.planning.queries.scenarios import quarters, rows

CHANGEABLE = frozenset({"name", "description", "starts_on", "periods", "score_model", "sure"})
IN_THE_PLAN = (FeatureState.PLANNED, FeatureState.BUILDING)
USUAL_PERIODS = 2
ONE_PLAN = 7303  # the advisory lock under which the first plan is written


def new_scenario(
    *,
    actor: Member,
    name: str,
    based_on: Scenario | None = None,
    description: str = "",
    reason: str = "",
    **fields: Any,
) -> Scenario:
    """A copy of the plan, or of another scenario, to be changed. The first one also writes down the plan."""
    only_known(fields, CHANGEABLE)
    with recorded(actor=actor, command="planning.new_scenario", reason=reason):
        may_plan(actor)
        source = based_on or rows.the_plan() or _first_plan(actor)
        made = Scenario(
            name=name.strip(),
            description=description.strip(),
            based_on=source,
            made_by=actor,
            made_at=clock.now(),
            **{field: getattr(source, field) for field in ("starts_on", "periods", "score_model", "sure")}
            | fields,
        )
        _check(made)
        made.save(force_insert=True)
        _copy(source, made)
        ask_scenarios()
    return made


def change_scenario(*, actor: Member, scenario: Scenario, reason: str = "", **changes: Any) -> Scenario:
    """Its name, its quarters, how it is scored and how sure it is to fit."""
    only_known(changes, CHANGEABLE)
    with recorded(actor=actor, command="planning.change_scenario", reason=reason):
        found = held(actor, scenario)
        for field, value in changes.items():
            setattr(found, field, value)
        _check(found)
        found.save(update_fields=list(changes))
        found.choices.filter(period__gte=found.periods).update(period=None)
        ask_scenarios()
    return found


def drop_scenario(*, actor: Member, scenario: Scenario, reason: str = "") -> Scenario:
    """It stays readable, and is compared no more."""
    with recorded(actor=actor, command="planning.drop_scenario", reason=reason):
        found = held(actor, scenario)
        found.state, found.reason = ScenarioState.DROPPED, reason.strip()
        found.save(update_fields=["state", "reason"])
    return found


def take_up(*, actor: Member, scenario: Scenario) -> Scenario:
    """A dropped one is a draft again."""
    with recorded(actor=actor, command="planning.take_up_scenario"):
        found = locked(scenario)
        if not policies.may_change_scenario(actor, found):
            raise NotAllowed("Copy it to try another.")
        if found.state != ScenarioState.DROPPED:
            raise Refused(f"{found.name} was not dropped.")
        found.state, found.reason = ScenarioState.DRAFT, ""
        found.save(update_fields=["state", "reason"])
        ask_scenarios()
    return found


def _first_plan(actor: Member) -> Scenario:
    """What is planned, as it was before anybody compared plans: each feature in the quarter that holds its P50.

    What is done after the last of its quarters stays as it is and is no choice of this plan. Two who begin at
    once begin with the same.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_PLAN])
    if meanwhile := Scenario.objects.filter(state=ScenarioState.PUBLISHED).first():
        return meanwhile
    plan = Scenario.objects.create(
        name="Plan",
        description="As it was when the first scenario was made",
        state=ScenarioState.PUBLISHED,
        starts_on=quarters.next_to_plan(clock.today()),
        periods=USUAL_PERIODS,
        made_by=actor,
        made_at=clock.now(),
        published_at=clock.now(),
    )
    likely: list[tuple[int, date | None]] = list(
        Feature.objects.filter(state__in=IN_THE_PLAN).order_by("rank", "pk").values_list("pk", "outlook__p50")
    )
    placed = [(pk, quarters.period_of(plan, day)) for pk, day in likely if day is not None]
    Choice.objects.bulk_create(
        Choice(scenario=plan, feature_id=pk, period=period) for pk, period in placed if period is not None
    )
    return plan


def _copy(source: Scenario, made: Scenario) -> None:
    """Everything that was chosen in it. A quarter is the same quarter in both."""
    for choice in source.choices.all():
        if choice.period is not None:
            choice.period = quarters.period_of(made, quarters.begins(source, choice.period))
        _again(choice, made)
    for rule in list(source.rules.all()):
        members = list(rule.candidates.all())
        _again(rule, made)
        for member in members:
            member.pk, member.rule = None, rule
            member._state.adding = True
            member.save(force_insert=True)
    if source.state == ScenarioState.PUBLISHED:
        return  # its dates and lendings came true when it was published
    for date_row in source.dates.all():
        _again(date_row, made)
    for lending in source.lendings.all():
        _again(lending, made)


def _again(row: Choice | Rule | ScenarioDate | Lending, made: Scenario) -> None:
    row.pk, row._state.adding = None, True
    row.scenario = made
    row.save(force_insert=True)


def _check(scenario: Scenario) -> None:
    scenario.name = scenario.name.strip()
    scenario.starts_on = quarters.quarter_of(scenario.starts_on)
    check(scenario, validate_unique=False, validate_constraints=False)
    if scenario.sure is not None and not 0.5 < scenario.sure < 1:
        raise Refused(sure="Fit with a chance between 50 and 100 %, or leave it empty for the likely effort.")
