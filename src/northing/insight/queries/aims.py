"""Which customer problems would serve which objectives, seen from either side."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.urls import reverse

from northing.insight import policies
from northing.insight.models import Asking, Opportunity, OpportunityAim
from northing.insight.queries.opportunity_page import alike_by_name
from northing.organisation.models import Member
from northing.strategy.models import KeyResult, Objective
from northing.strategy.queries.aims import Aim, choices
from northing.strategy.slots import Problem

OFFERED = 30


def problems_for(actor: Member) -> Mapping[str, tuple[Problem, ...]]:
    """By objective (o12) or key result (k34) the open opportunities that would serve it, the most asked for
    first; one query."""
    asked = Asking.objects.filter(opportunity=OuterRef("opportunity")).order_by().values("opportunity")
    links = OpportunityAim.objects.filter(opportunity__in=Opportunity.objects.visible_to(actor).open())
    rows = links.annotate(
        customers=Subquery(asked.annotate(number=Count("pk")).values("number")),
        worth=Subquery(asked.annotate(sum=Sum("customer__worth")).values("sum")),
    ).values_list("objective", "key_result", "opportunity", "opportunity__name", "customers", "worth")
    found: dict[str, list[Problem]] = defaultdict(list)
    for objective, key_result, pk, name, customers, worth in rows:
        problem = Problem(name, reverse("insight:opportunity", args=[pk]), customers or 0, worth)
        found[f"k{key_result}" if key_result else f"o{objective}"].append(problem)
    return {key: tuple(sorted(each, key=_most_asked)) for key, each in found.items()}


def choice_address(actor: Member, row: str) -> str:
    """Where the opportunities for an objective (o12) or key result (k34) are chosen; "" for whoever may not."""
    return reverse("insight:problems_for_aim", args=[row]) if policies.may_curate(actor) else ""


def aims_of(actor: Member, problem: Opportunity) -> list[Aim]:
    """What solving it would serve, in the order of the strategy map."""
    seen = KeyResult.objects.visible_to(actor).standing()
    links = OpportunityAim.objects.filter(
        Q(key_result=None) | Q(key_result__in=seen),
        opportunity=problem,
        objective__in=Objective.objects.visible_to(actor).standing(),
    ).select_related("objective", "key_result__objective")
    return [
        Aim(link.objective, link.key_result)
        for link in links.order_by("objective__cycle__ends_on", "objective__number", "key_result__number")
    ]


def offered_aims(actor: Member, problem: Opportunity, today: date) -> list[Aim]:
    """What it is said to serve, then what runs or comes."""
    said = aims_of(actor, problem)
    known = {aim.key for aim in said}
    return said + [aim for aim in choices(actor, today) if aim.key not in known]


def problems_of(actor: Member, aim: Aim) -> list[Opportunity]:
    links = OpportunityAim.objects.filter(objective=aim.objective, key_result=aim.key_result)
    visible = Opportunity.objects.visible_to(actor).standing()
    return list(visible.filter(pk__in=links.values("opportunity")).defer("words"))


def offered_problems(actor: Member, aim: Aim) -> list[Opportunity]:
    """What is said to serve it, what shares words with it, then what most customers ask for."""
    said = problems_of(actor, aim)
    open_ones = Opportunity.objects.visible_to(actor).open().defer("words")
    most_asked = open_ones.annotate(customers=Count("asking")).order_by("-customers", "name", "pk")[:OFFERED]
    ordered = {row.pk: row for row in (*said, *alike_by_name(open_ones, aim.label), *most_asked)}
    return list(ordered.values())[: max(OFFERED, len(said))]


def _most_asked(problem: Problem) -> tuple[int, str]:
    return -problem.customers, problem.name
