"""Publishing: the scenario becomes the plan, is decided with a reason, and whoever it concerns hears of it."""

from decimal import Decimal
from typing import Any

from django.db.models import Q

from northing.insight.commands import decide
from northing.insight.models import OpportunityState
from northing.kernel import clock
from northing.kernel.errors import NotAllowed, Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.planning import policies
from northing.planning.commands.commitments import commit, withdraw_commitment
from northing.planning.commands.features import change_feature, move_rank
from northing.planning.commands.scenarios.answers import draft_answers
from northing.planning.commands.scenarios.rows import locked
from northing.planning.commands.scenarios.telling import tell_of_plan
from northing.planning.commands.scenarios.working_out import ask_scenarios
from northing.planning.models import (
    Feature,
    FeatureState,
    Lending,
    PlanDecision,
    Scenario,
    ScenarioDate,
    ScenarioForecast,
    ScenarioState,
)
from northing.planning.queries.scenarios import quarters, rows
from northing.planning.queries.scenarios.moves import Move, moves


def publish(*, actor: Member, scenario: Scenario, reason: str, answer: bool = False) -> PlanDecision:
    """Write the plan: features planned and moved, promises moved or withdrawn, people lent, problems planned;
    all or nothing.

    `answer`: prepare an answer to everybody who asked for what is out or comes later.
    """
    with recorded(actor=actor, command="planning.publish_scenario", reason=reason):
        found = locked(scenario)
        _may(actor, found)
        if not reason.strip():
            raise Refused(reason="Say why: whoever asks later reads it in the decision.")
        plan = rows.the_plan()
        moved = moves(found, plan)
        features = _features(moved, found)
        decision = _decide(actor, found, plan, moved, reason.strip())
        told = _write(actor, found, moved, features, reason.strip())
        if plan is not None:
            plan.state = ScenarioState.REPLACED
            plan.save(update_fields=["state"])
        found.state, found.published_at, found.reason = ScenarioState.PUBLISHED, clock.now(), reason.strip()
        found.save(update_fields=["state", "published_at", "reason"])
        tell_of_plan(actor, found, decision, told)
        if answer:
            draft_answers(actor=actor, decision=decision)
        ask_scenarios()
    return decision


def _may(actor: Member, scenario: Scenario) -> None:
    if not policies.may_publish(actor, scenario):
        raise NotAllowed("A plan is published by heads of product, or by whoever made it once it is approved.")
    if not scenario.is_open:
        raise Refused(f"{scenario.name} is {scenario.get_state_display().lower()} already.")


def _features(moved: dict[int, Move], scenario: Scenario) -> dict[int, Feature]:
    """Everything that publishing touches, locked in one order."""
    wanted = {*moved, *scenario.dates.values_list("feature_id", flat=True)}
    found = Feature.objects.select_related("product__owner", "owner", "team__lead")
    return found.select_for_update(of=("self",)).order_by("pk").in_bulk(wanted)


def _write(
    actor: Member, scenario: Scenario, moved: dict[int, Move], features: dict[int, Feature], reason: str
) -> dict[int, str]:
    """By feature: what changed for it, in words."""
    told: dict[int, str] = {}
    for pk, move in moved.items():
        told[pk] = _move(actor, features[pk], move, reason)
    for said in scenario.dates.all():
        feature = features[said.feature_id]
        if feature.is_closed:
            continue
        if words := _size(actor, feature, said, reason):
            told[said.feature_id] = "; ".join(filter(None, [told.get(said.feature_id), words]))
    for lending in scenario.lendings.select_related("member", "from_team", "to_team"):
        Lending.objects.create(
            member=lending.member,
            from_team=lending.from_team,
            to_team=lending.to_team,
            starts_on=lending.starts_on,
            ends_on=lending.ends_on,
            share=lending.share,
            reason=lending.reason or reason[:300],
        )
    for choice in rows.seen(actor, rows.problems_to_plan(scenario)):
        if choice.opportunity is not None:
            decide(actor=actor, opportunity=choice.opportunity, state=OpportunityState.PLANNED, reason=reason)
    return told


def _move(actor: Member, feature: Feature, move: Move, reason: str) -> str:
    if move.now is None:
        if feature.commitments.current().exists():
            withdraw_commitment(actor=actor, feature=feature, reason=reason)
        change_feature(actor=actor, feature=feature, reason=reason, state=FeatureState.SHAPED)
        return "is out of the plan"
    changes: dict[str, Any] = {}
    if move.kind == "in":
        changes["state"] = FeatureState.PLANNED
    if move.kind != "sooner" and move.now > clock.today():
        changes["not_before"] = max(feature.not_before or move.now, move.now)
    if changes:
        change_feature(actor=actor, feature=feature, reason=reason, **changes)
    if move.kind == "sooner":
        _take_up_first(actor, feature, reason)
    where = quarters.quarter_named(move.now)
    return f"comes in {where}" if move.was is None else f"{quarters.quarter_named(move.was)} → {where}"


def _take_up_first(actor: Member, feature: Feature, reason: str) -> None:
    """Before everything that its team has not begun."""
    waiting = Feature.objects.open().exclude(state__in=(FeatureState.IDEA, FeatureState.BUILDING))
    first = waiting.filter(team=feature.team).exclude(pk=feature.pk).order_by("rank", "pk").first()
    if first is not None and first.rank < feature.rank:
        move_rank(actor=actor, feature=feature, before=first, reason=reason)


def _size(actor: Member, feature: Feature, said: ScenarioDate, reason: str) -> str:
    """An estimate is made smaller or larger; items are taken out by the team that knows them."""
    words = []
    if said.effort_times != 1:
        words.append(f"{said.effort_times:.0%} of what is left".replace("%", "\u202f%"))
        if feature.has_estimate and feature.items_left is None:
            sizes = {
                name: round(getattr(feature, name) * Decimal(str(said.effort_times)), 2)
                for name in ("estimate_low", "estimate_likely", "estimate_high")
            }
            change_feature(actor=actor, feature=feature, reason=reason, **sizes)
    if said.due_on is not None and said.due_on != feature.due_on and said.due_on >= clock.today():
        commit(actor=actor, feature=feature, due_on=said.due_on, reason=said.reason or reason)
        words.append(f"promised for {said.due_on:%-d %B}")
    return ", ".join(words)


def _decide(
    actor: Member, scenario: Scenario, plan: Scenario | None, moved: dict[int, Move], reason: str
) -> PlanDecision:
    """The options as they stood, and what is not taken: kept, whatever becomes of the scenarios."""
    others = [option for option in (plan, *rows.open_scenarios()) if option is not None]
    known = {row.scenario_id: row.said for row in ScenarioForecast.objects.all()}
    options = [
        {
            "scenario": option.pk,
            "name": option.name,
            "description": option.description,
            "taken": option.pk == scenario.pk,
            "was_plan": plan is not None and option.pk == plan.pk,
            "measures": known.get(None if plan and option.pk == plan.pk else option.pk, {}),
        }
        for option in others
    ]
    return PlanDecision.objects.create(
        scenario=scenario,
        number=rows.next_number(),
        decided_by=actor,
        decided_at=clock.now(),
        reason=reason,
        options=options,
        not_taken=_not_taken(scenario, moved),
    )


def _not_taken(scenario: Scenario, moved: dict[int, Move]) -> list[dict[str, Any]]:
    """What is out, and what comes in a later quarter than it would have."""
    later = [pk for pk, move in moved.items() if move.kind == "later"]
    wanted = scenario.choices.filter(Q(period=None) | Q(feature__in=later))
    return [
        {
            "key": str(choice.key),
            "name": str(choice.feature or choice.opportunity or choice.initiative),
            "reason": choice.reason,
            "until": None if choice.period is None else quarters.begins(scenario, choice.period).isoformat(),
            "revisit_on": choice.revisit_on.isoformat() if choice.revisit_on else None,
        }
        for choice in wanted.select_related("feature", "opportunity", "initiative").order_by("pk")
    ]
