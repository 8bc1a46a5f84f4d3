"""What is different in a scenario besides the choices: rules, dates, sizes and people lent."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from northing.kernel import clock
from northing.kernel.errors import Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member, Membership, Team
from northing.planning.commands.scenarios.rows import about, held, seen_feature
from northing.planning.commands.scenarios.working_out import ask_scenarios
from northing.planning.models import (
    Feature,
    Key,
    Lending,
    Rule,
    RuleCandidate,
    RuleKind,
    Scenario,
    ScenarioDate,
)

AMONG = (RuleKind.TOGETHER, RuleKind.EITHER, RuleKind.NOT_BOTH, RuleKind.NEEDS)
SHARES = (RuleKind.SHARE_MIN, RuleKind.SHARE_MAX)
SMALLEST, LARGEST = 0.05, 5.0


def add_rule(
    *,
    actor: Member,
    scenario: Scenario,
    kind: str,
    candidates: Sequence[Key] = (),
    reason: str = "",
    **fields: Any,
) -> Rule:
    """`fields`: amount, period, team, objective, product, horizon, as the kind needs them."""
    with recorded(actor=actor, command="planning.add_rule", reason=reason):
        found = held(actor, scenario)
        rule = Rule(scenario=found, kind=kind, position=found.rules.count(), **fields)
        _check(rule, candidates)
        rule.save(force_insert=True)
        for place, key in enumerate(candidates):
            RuleCandidate.objects.create(rule=rule, position=place, **about(actor, key))
        ask_scenarios()
    return rule


def remove_rule(*, actor: Member, rule: Rule) -> None:
    with recorded(actor=actor, command="planning.remove_rule"):
        held(actor, rule.scenario)
        rule.delete()
        ask_scenarios()


def set_date(
    *,
    actor: Member,
    scenario: Scenario,
    feature: Feature,
    due_on: date | None = None,
    effort_times: float = 1.0,
    reason: str = "",
) -> ScenarioDate | None:
    """Another promised day, or another size, of one feature; neither takes back what was said of it."""
    with recorded(actor=actor, command="planning.set_date", reason=reason):
        found = held(actor, scenario)
        feature = seen_feature(actor, feature.pk)
        if due_on is not None and due_on <= clock.today():
            raise Refused(due_on=f"{due_on:%-d %B %Y} has passed.")
        if not SMALLEST <= effort_times <= LARGEST:
            raise Refused(effort_times="Between 5 and 500 % of what is left.")
        if due_on is None and effort_times == 1:
            found.dates.filter(feature=feature).delete()
            saved = None
        else:
            said = {"due_on": due_on, "effort_times": effort_times, "reason": reason.strip()[:300]}
            saved, _ = ScenarioDate.objects.update_or_create(scenario=found, feature=feature, defaults=said)
        ask_scenarios()
    return saved


def lend_in_scenario(
    *,
    actor: Member,
    scenario: Scenario,
    member: Member,
    to_team: Team,
    starts_on: date,
    ends_on: date,
    share: int = 100,
    from_team: Team | None = None,
    reason: str = "",
) -> Lending:
    """Somebody works for another team for a while, in this scenario only."""
    with recorded(actor=actor, command="planning.lend_in_scenario", reason=reason):
        found = held(actor, scenario)
        giver = from_team or _team_of(member)
        if giver == to_team:
            raise Refused(to_team=f"{member.name} is in {to_team.name}.")
        if ends_on < starts_on:
            raise Refused(ends_on="It ends before it starts.")
        if not 1 <= share <= 100:
            raise Refused(share="Between 1 and 100 % of their time.")
        lending = Lending.objects.create(
            scenario=found,
            member=member,
            from_team=giver,
            to_team=to_team,
            starts_on=starts_on,
            ends_on=ends_on,
            share=share,
            reason=reason.strip()[:300],
        )
        ask_scenarios()
    return lending


def stop_lending_in_scenario(*, actor: Member, lending: Lending) -> None:
    with recorded(actor=actor, command="planning.stop_lending_in_scenario"):
        if lending.scenario is None:
            raise Refused("This is no lending of a scenario.")
        held(actor, lending.scenario)
        lending.delete()
        ask_scenarios()


def _team_of(member: Member) -> Team:
    """Where somebody works most."""
    place = Membership.objects.filter(member=member).order_by("-share").select_related("team").first()
    if place is None:
        raise Refused(member=f"{member.name} is in no team.")
    return place.team


def _check(rule: Rule, candidates: Sequence[Key]) -> None:
    if rule.kind not in RuleKind.values:
        raise Refused(kind=f"“{rule.kind}” is no kind of rule.")
    if rule.kind in AMONG and len(set(candidates)) < 2:
        raise Refused(candidates="Such a rule is about at least two.")
    if rule.kind in AMONG:
        return
    if rule.amount is None or rule.amount < 0:
        raise Refused(amount="Say how much.")
    if rule.kind in SHARES and rule.amount > 1:
        raise Refused(amount="A share is at most 100 %.")
    if rule.kind in SHARES and not (rule.objective or rule.product or rule.horizon):
        raise Refused(objective="Say of which objective, product or horizon.")
    if rule.kind == RuleKind.CAPACITY and rule.team is None:
        raise Refused(team="Say of which team.")
    if rule.period is not None and not 0 <= rule.period < rule.scenario.periods:
        raise Refused(period="The scenario has no such quarter.")
