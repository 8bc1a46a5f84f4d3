"""Teams: the list, a team's page, its people."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from northing.kernel.forms import checked
from northing.kernel.toasts import toast
from northing.organisation import commands, policies
from northing.organisation.forms import MembershipForm, TeamForm
from northing.organisation.history import watched
from northing.organisation.queries import people
from northing.organisation.queries.history import history_of
from northing.organisation.request import actor_of
from northing.organisation.saving import saved


def teams(request: HttpRequest) -> HttpResponse:
    """The list; a POST makes a team."""
    actor = actor_of(request)
    form = TeamForm(request.POST if request.method == "POST" else None)

    def create(said: dict[str, Any]) -> tuple[str, str]:
        made = commands.create_team(actor=actor, **said)
        return f"Created the team {made.name}", reverse("organisation:team", args=[made.pk])

    if address := saved(request, form, create):
        return redirect(address)
    context = {
        "tab": "teams",
        "counts": people.counts(),
        "may_run_the_place": policies.may_run_the_place(actor),
        "teams": people.teams(),
        "archived": people.teams(archived=True),
        "form": form,
    }
    return render(request, "organisation/teams.html", context, status=422 if form.errors else 200)


def team(request: HttpRequest, pk: int) -> HttpResponse:
    """A team's page; a POST changes name, mission and lead."""
    actor, found = actor_of(request), people.team(pk)
    initial = {"name": found.name, "mission": found.mission, "lead": found.lead_id}
    form = TeamForm(request.POST if request.method == "POST" else None, initial=initial)

    def change(said: dict[str, Any]) -> tuple[str, str]:
        return f"Changed {commands.change_team(actor=actor, team=found, **said).name}", request.path

    if address := saved(request, form, change):
        return redirect(address)
    context = {
        "team": found,
        "form": form,
        "membership_form": MembershipForm(),
        "may_change": policies.may_change_team(actor, found),
        "may_archive": policies.may_run_the_place(actor),
        "history": history_of(actor, found),
    }
    return render(request, "organisation/team.html", context, status=422 if form.errors else 200)


def set_membership(request: HttpRequest, pk: int) -> HttpResponse:
    found = people.team(pk)
    with watched() as change:
        said = checked(MembershipForm(request.POST))
        membership = commands.set_membership(actor=actor_of(request), team=found, **said)
    share = f"{membership.share}\u202f%"
    toast(request, f"{membership.member.name} is in {found.name} with {share}", undo=change.undo_url)
    return redirect("organisation:team", pk=pk)


def remove_membership(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    found, person = people.team(pk), people.member(member)
    with watched() as change:
        commands.remove_membership(actor=actor_of(request), team=found, member=person)
    toast(request, f"{person.name} is no longer in {found.name}", undo=change.undo_url)
    return redirect("organisation:team", pk=pk)


def archive(request: HttpRequest, pk: int) -> HttpResponse:
    with watched() as change:
        found = commands.archive_team(actor=actor_of(request), team=people.team(pk))
    toast(request, f"Archived {found.name}", undo=change.undo_url)
    return redirect("organisation:teams")
