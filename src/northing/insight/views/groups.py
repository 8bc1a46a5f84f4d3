"""What was said and linked to nothing, in groups: each becomes an opportunity, is taken apart or set aside."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from northing.insight import commands, policies
from northing.insight.forms.groups import GroupForm
from northing.insight.queries.groups import group, group_list
from northing.insight.queries.leftover import pieces
from northing.insight.queries.opportunity_list import pieces_that_fit_none
from northing.insight.scoring import direction
from northing.kernel import clock
from northing.kernel.forms import checked
from northing.kernel.numbers import whole
from northing.kernel.toasts import toast
from northing.organisation.history import watched
from northing.organisation.queries.currency import our_currency
from northing.organisation.request import actor_of
from northing.ui import formatting


def groups(request: HttpRequest) -> HttpResponse:
    actor, today = actor_of(request), clock.today()
    found = group_list(actor, _page(request.GET.get("page", "")))
    words = {1: "rising", -1: "falling"}
    context = {
        "found": found,
        "previous": found.page - 1 if found.page > 1 else None,
        "following": found.page + 1 if found.page < found.pages else None,
        "groups": [(row, words.get(direction(row.months, today), "")) for row in found.rows],
        "fit_none": pieces_that_fit_none(actor),
        "currency": our_currency(),
        "may_triage": policies.may_triage(actor),
    }
    return render(request, "insight/groups.html", context)


def accept_group(request: HttpRequest) -> HttpResponse:
    """Only the pieces that stayed ticked: a group is taken apart by leaving some out."""
    actor, said = actor_of(request), checked(GroupForm(request.POST, request.POST.getlist("pieces")))
    with watched() as change:
        made = commands.accept_group(actor=actor, name=said["name"], pieces=pieces(actor, said["pieces"]))
    linked = formatting.counted(len(said["pieces"]), "piece")
    toast(request, f"Created {made.name} and linked {linked}", undo=change.undo_url)
    return redirect("insight:groups")


def set_group_aside(request: HttpRequest) -> HttpResponse:
    actor, said = actor_of(request), checked(GroupForm(request.POST, request.POST.getlist("pieces")))
    with watched() as change:
        commands.set_group_aside(actor=actor, pieces=pieces(actor, said["pieces"]), reason=said["reason"])
    toast(request, f"Set {formatting.counted(len(said['pieces']), 'piece')} aside", undo=change.undo_url)
    return redirect("insight:groups")


def split_group(request: HttpRequest, pk: int) -> HttpResponse:
    actor, said = actor_of(request), checked(GroupForm(request.POST, request.POST.getlist("pieces")))
    of, stay = group(actor, pk), pieces(actor, said["pieces"])
    with watched() as change:
        left = commands.split_group(actor=actor, group=of, stay=stay)
    toast(request, f"Split off {formatting.counted(left, 'piece')}", undo=change.undo_url)
    return redirect("insight:groups")


def _page(asked: str) -> int:
    return min(whole(asked) or 1, 100_000)
