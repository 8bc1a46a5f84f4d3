"""One scenario with everything that was said in it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from northing.kernel.errors import NotVisible
from northing.organisation.models import Member
from northing.planning.models import (
    Choice,
    Feature,
    FeatureState,
    Key,
    Lending,
    PlanDecision,
    Rule,
    Scenario,
    ScenarioDate,
)
from northing.planning.queries.known import known
from northing.planning.queries.scenarios import quarters
from northing.planning.queries.scenarios.decisions import NotTaken, decision_of, not_taken
from northing.planning.queries.scenarios.moves import Move, moves
from northing.planning.queries.scenarios.rows import seen, the_plan
from northing.portfolio.models import Product
from northing.strategy.models import Objective

GONE = "Somebody who left"


@dataclass(frozen=True, slots=True)
class Placed:
    """A candidate in a scenario; `choice` is None for what is as in the plan, or in no plan yet."""

    key: Key
    name: str
    choice: Choice | None
    move: Move | None
    date: ScenarioDate | None
    feature: Feature | None = None


@dataclass(frozen=True, slots=True)
class Quarter:
    name: str
    placed: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A comment; with `verdict` what else it means."""

    who: str
    at: datetime
    text: str
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class ScenarioPage:
    scenario: Scenario
    quarters: tuple[Quarter, ...]
    out: tuple[Placed, ...]
    elsewhere: tuple[Placed, ...]
    """Open features of which the scenario says nothing: planned for later, shaped, ideas."""
    rules: tuple[Rule, ...]
    lendings: tuple[Lending, ...]
    said: tuple[Said, ...]
    decision: PlanDecision | None
    not_taken: tuple[NotTaken, ...]

    @property
    def options(self) -> list[dict[str, Any]]:
        """What stood beside the one that was published."""
        return [option for option in self.decision.options if not option["taken"]] if self.decision else []


def scenario_page(actor: Member, scenario: Scenario) -> ScenarioPage:
    rows = seen(actor, list(scenario.choices.select_related("feature__team", "opportunity", "initiative")))
    moved, dates = moves(scenario, the_plan()), _dates(actor, scenario)
    placed = [
        Placed(
            row.key,
            str(row.feature or row.opportunity or row.initiative),
            row,
            moved.get(row.feature_id or 0),
            dates.pop(row.feature_id or 0, None),
            row.feature,
        )
        for row in sorted(rows, key=_order)
    ]
    taken = {row.feature_id for row in rows if row.feature_id}
    rest = Feature.objects.visible_to(actor).open().exclude(pk__in=taken).select_related("team")
    decision = decision_of(scenario)
    return ScenarioPage(
        scenario,
        tuple(
            Quarter(
                quarters.named(scenario, place),
                tuple(each for each in placed if each.choice and each.choice.period == place),
            )
            for place in range(scenario.periods)
        ),
        tuple(each for each in placed if each.choice and each.choice.period is None),
        tuple(
            Placed(Key("feature", row.pk), row.name, None, None, dates.get(row.pk), row)
            for row in rest.order_by("rank", "pk")
        ),
        tuple(_rules(actor, scenario)),
        tuple(scenario.lendings.select_related("member", "from_team", "to_team")),
        _said(scenario),
        decision,
        tuple(not_taken(actor, decision)) if decision else (),
    )


def placed_now(actor: Member, scenario: Scenario, key: Key) -> tuple[str, Choice | None]:
    """The candidate's name and what the scenario says of it."""
    row = next((row for row in scenario.choices.all() if row.key == key), None)
    if key.kind == "feature":
        feature = Feature.objects.visible_to(actor).filter(pk=key.pk).first()
        if feature is None:
            raise NotVisible
        return feature.name, row
    if row is None or key not in known(actor, [key]):
        raise NotVisible
    return str(row.opportunity or row.initiative), row


def date_of(scenario: Scenario, feature: int) -> ScenarioDate | None:
    return scenario.dates.filter(feature=feature).first()


def rule(pk: int) -> Rule:
    found = Rule.objects.filter(pk=pk).select_related("scenario").first()
    if found is None:
        raise NotVisible
    return found


def lending(pk: int) -> Lending:
    found = Lending.objects.filter(pk=pk).exclude(scenario=None).select_related("scenario", "member").first()
    if found is None:
        raise NotVisible
    return found


def _rules(actor: Member, scenario: Scenario) -> list[Rule]:
    """Those that name nothing which the actor may not know of."""
    products, objectives = Product.objects.visible_to(actor), Objective.objects.visible_to(actor)
    told = scenario.rules.filter(
        Q(product=None) | Q(product__in=products), Q(objective=None) | Q(objective__in=objectives)
    )
    rows = list(told.select_related("team", "objective", "product").prefetch_related("candidates__feature"))
    visible = known(actor, [each.key for row in rows for each in row.candidates.all()])
    return [row for row in rows if all(each.key in visible for each in row.candidates.all())]


def _dates(actor: Member, scenario: Scenario) -> dict[int, ScenarioDate]:
    visible = Feature.objects.visible_to(actor)
    return {row.feature_id: row for row in scenario.dates.filter(feature__in=visible)}


def _order(choice: Choice) -> tuple[float, int]:
    building = choice.feature is not None and choice.feature.state == FeatureState.BUILDING
    rank = choice.feature.rank if choice.feature else 1e15
    return (-1e15 if building else 0.0) + rank, choice.pk


def _said(scenario: Scenario) -> tuple[Said, ...]:
    found = [
        Said(row.said_by.name if row.said_by else GONE, row.said_at, row.text)
        for row in scenario.comments.select_related("said_by")
    ]
    for row in scenario.verdicts.select_related("said_by"):
        verdict = "approves" if row.approves else "sends it back"
        found.append(Said(row.said_by.name if row.said_by else GONE, row.said_at, row.reason, verdict))
    return tuple(sorted(found, key=lambda said: said.at))
