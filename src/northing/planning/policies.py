"""Who may do what in planning. What somebody may see is each model's `visible_to`."""

from dataclasses import dataclass

from northing.organisation.models import Member, Role, Team
from northing.planning.models import Feature, Scenario, ScenarioState, line_of
from northing.portfolio.models import Product


@dataclass(frozen=True, slots=True)
class Reach:
    """What is somebody's own: the products they answer for and the teams they work in or lead."""

    products: frozenset[int]
    teams: frozenset[int]


def reach_of(actor: Member) -> Reach:
    """Asked for every row of a list, so it is looked up once an actor."""
    known: Reach | None = getattr(actor, "_planning_reach", None)
    if known is None:
        products = Product.objects.filter(owner=actor).values_list("pk", flat=True)
        working_in = Team.objects.filter(memberships__member=actor).values_list("pk", flat=True)
        leading = Team.objects.filter(lead=actor).values_list("pk", flat=True)
        known = Reach(frozenset(products), frozenset(working_in) | frozenset(leading))
        actor._planning_reach = known  # type: ignore[attr-defined]  # lives as long as the request's actor
    return known


def may_change_feature(actor: Member, feature: Feature) -> bool:
    """Heads all; product managers those of their products and teams; team members those of their team."""
    if actor.runs_the_place:
        return True
    if actor.role == Role.VIEWER:
        return False
    reach = reach_of(actor)
    if feature.team_id in reach.teams:
        return True
    owns = feature.product_id in reach.products or feature.owner_id == actor.pk
    return actor.role == Role.MANAGER and owns


def may_commit(actor: Member, feature: Feature) -> bool:
    """A promise is made by whoever answers for the product; for a feature without one, by its owner."""
    if actor.runs_the_place:
        return True
    if actor.role != Role.MANAGER:
        return False
    if feature.product_id is None:
        return feature.owner_id == actor.pk or feature.team_id in reach_of(actor).teams
    return feature.product_id in reach_of(actor).products


def may_create_feature(actor: Member) -> bool:
    return actor.role != Role.VIEWER


def may_plan(actor: Member) -> bool:
    """Initiatives, releases, calendars and capacity belong to everybody's plan."""
    return actor.runs_the_place or actor.role == Role.MANAGER


def may_say(actor: Member, feature: Feature | None) -> bool:
    """What a candidate is worth and takes: of a feature who may change it, of a problem or a bet who plans."""
    return may_plan(actor) if feature is None else may_change_feature(actor, feature)


def may_change_scenario(actor: Member, scenario: Scenario) -> bool:
    """Heads all; who plans, their own."""
    return actor.runs_the_place or (may_plan(actor) and scenario.made_by_id == actor.pk)


def may_approve(actor: Member) -> bool:
    """Everybody's plan is answered for by those who run the place."""
    return actor.runs_the_place


def may_publish(actor: Member, scenario: Scenario) -> bool:
    """Those who may approve; once it is approved, also whoever made it."""
    return may_approve(actor) or (
        scenario.state == ScenarioState.APPROVED and may_change_scenario(actor, scenario)
    )


def may_comment(actor: Member) -> bool:
    return actor.role != Role.VIEWER


def sees_absences_of(actor: Member) -> set[int]:
    """Whose absences she knows of: her own and those of the people below her in the line."""
    return line_of(actor)


def may_say_absence(actor: Member, member: Member) -> bool:
    """One's own, and those above in the line for the people below them."""
    return member.pk in line_of(actor)


def sees_load_of(actor: Member, team: Team) -> bool:
    """How much each person of the team has to do is for those who plan and for who leads the team."""
    return may_plan(actor) or team.lead_id == actor.pk


def may_see_capacity(actor: Member) -> bool:
    return actor.role != Role.VIEWER


def may_share(actor: Member) -> bool:
    """What leaves the building is sent by those who answer for it."""
    return actor.runs_the_place or actor.role == Role.MANAGER


def why_not(actor: Member, feature: Feature) -> str:
    """The sentence for somebody who may see a feature but not change it."""
    if actor.role == Role.VIEWER:
        return "Viewers read. Ask an owner or head for another role."
    if feature.product is not None and feature.product.owner is not None:
        return f"{feature.name} belongs to {feature.product.name}: ask {feature.product.owner.name}."
    return f"{feature.name} is another team's. Ask a head of product."
