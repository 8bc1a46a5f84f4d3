"""Which opportunities would serve which objectives: said on either page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from northing.insight import commands
from northing.insight.forms.opportunities import AimsForm, ProblemsForm
from northing.insight.queries import aims, opportunity_page
from northing.insight.views.opportunity import address, must_curate
from northing.kernel import clock
from northing.organisation.request import actor_of
from northing.strategy.queries.aims import aim_named
from northing.ui.in_place import ask


def aims_of_problem(request: HttpRequest, pk: int) -> HttpResponse:
    """Asked on an opportunity: which objectives and key results would it serve?"""
    actor, found = actor_of(request), opportunity_page.opportunity(actor_of(request), pk)
    must_curate(actor)
    offered = aims.offered_aims(actor, found, clock.today())

    def save(said: dict[str, Any]) -> tuple[str, str]:
        chosen = [(found, aim) for aim in offered if aim.key in said["chosen"]]
        commands.say_aims(actor=actor, offered=[(found, aim) for aim in offered], chosen=chosen)
        return f"Kept what {found.name} would serve", request.headers.get("HX-Current-URL") or address(pk)

    return ask(
        request,
        form=AimsForm(
            offered,
            [aim.key for aim in aims.aims_of(actor, found)],
            request.POST if request.method == "POST" else None,
        ),
        title=f"What “{found.name}” would serve",
        lead="" if offered else "No objectives are set for a cycle that runs or comes.",
        verb="Keep",
        save=save,
        page=address(pk),
    )


def problems_for_aim(request: HttpRequest, row: str) -> HttpResponse:
    """Asked on an objective (o12) or key result (k34): which opportunities would serve it?"""
    actor = actor_of(request)
    aim = aim_named(actor, row)
    must_curate(actor)
    offered = aims.offered_problems(actor, aim)
    page = reverse("strategy:objective", args=[aim.objective.pk])

    def save(said: dict[str, Any]) -> tuple[str, str]:
        chosen = [(problem, aim) for problem in offered if str(problem.pk) in said["chosen"]]
        commands.say_aims(actor=actor, offered=[(problem, aim) for problem in offered], chosen=chosen)
        return f"Kept what would serve {aim.label}", request.headers.get("HX-Current-URL") or page

    return ask(
        request,
        form=ProblemsForm(
            offered,
            [str(problem.pk) for problem in aims.problems_of(actor, aim)],
            request.POST if request.method == "POST" else None,
        ),
        title=f"Opportunities for {aim.label}",
        lead="Those whose solution would serve it, before any feature is thought of."
        if offered
        else "Nothing open yet. Name customer problems under Insight, Opportunities.",
        verb="Keep",
        save=save,
        page=page,
    )
