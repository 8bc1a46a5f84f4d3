"""What is done from the capacity page: lend, keep free, move a feature; and absences from the calendar."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.kernel.forms import checked, refused
from northing.kernel.toasts import toast
from northing.organisation.history import watched
from northing.organisation.queries.currency import our_currency
from northing.organisation.request import actor_of
from northing.organisation.saving import saved
from northing.planning import commands, policies
from northing.planning.forecasts.lending import brought
from northing.planning.forms.capacity import AbsenceForm, KeepFreeForm, LendingForm, MoveForm
from northing.planning.queries import calendar, choices
from northing.planning.queries.capacity import absences
from northing.planning.queries.capacity.kept_free import kept_free
from northing.planning.queries.capacity.lending import (
    LEARNING_WEEKS,
    lending_of,
    member_in,
    weeks_moved,
)
from northing.planning.queries.futures_panel import feature_of
from northing.planning.views.capacity import back, may_see
from northing.ui import formatting

if TYPE_CHECKING:
    from northing.organisation.models import Member


def lending(request: HttpRequest, pk: int) -> HttpResponse:
    """What lending that person would bring and cost, before anybody decides."""
    actor = _planner(request)
    form = LendingForm(request.GET)
    context: dict[str, Any] = {"form": form, "learning": LEARNING_WEEKS, "currency": our_currency()}
    if form.is_valid():
        try:
            asked = commands.checked_lending(**_said(form, pk))
        except Refused as refusal:
            refused(form, refusal)
        else:
            context |= {"asked": asked, "moved": weeks_moved(asked), "brought": brought(actor, asked)}
    return render(request, "planning/capacity/brought.html", context, status=422 if form.errors else 200)


def lend(request: HttpRequest, pk: int) -> HttpResponse:
    actor, form = _planner(request), LendingForm(request.POST)
    checked(form)
    with watched() as change:
        made = commands.lend(actor=actor, reason=form.cleaned_data["reason"], **_said(form, pk))
    until = formatting.long_day(made.ends_on)
    toast(request, f"{made.member.name} works for {made.to_team.name} until {until}", undo=change.undo_url)
    return back(request)


def try_lending(request: HttpRequest, pk: int) -> HttpResponse:
    """As a scenario beside the plan, which nobody has to follow."""
    actor, form = _planner(request), LendingForm(request.POST)
    checked(form)
    asked = commands.checked_lending(**_said(form, pk))
    with watched() as change:
        made = commands.try_lending(actor=actor, lending=asked)
    toast(request, f"{made.name}: tried as a scenario", undo=change.undo_url)
    address = reverse("planning:scenario", kwargs={"pk": made.pk})
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)


def end_lending(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _planner(request)
    found = lending_of(pk)
    with watched() as change:
        commands.end_lending(actor=actor, lending=found)
    toast(request, f"{found.member.name} is back in {found.from_team.name}", undo=change.undo_url)
    return back(request)


def keep_free(request: HttpRequest) -> HttpResponse:
    """A dialog that asks how much and for whom; its answer stays open with what is wrong."""
    actor = _planner(request)
    now = kept_free().everybody
    asked = {name: round(getattr(now, name) * 100, 1) for name in ("low", "likely", "high")}
    form = KeepFreeForm(request.POST or None, initial=asked)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        kept = commands.keep_free(actor=actor, team=said["team"], reason=said["reason"], **form.shares())
        who = said["team"].name if said["team"] else "Everybody"
        return f"{who} keeps {formatting.percent(kept.likely)} free", request.path

    if saved(request, form, save):
        return back(request)
    status = 422 if form.errors else 200
    return render(request, "planning/capacity/keep_free.html", {"form": form}, status=status)


def move(request: HttpRequest, pk: int) -> HttpResponse:
    """A dialog that gives a feature to another team, or lets it wait."""
    actor = actor_of(request)
    feature = feature_of(actor, pk)
    if not policies.may_change_feature(actor, feature):
        raise NotAllowed(policies.why_not(actor, feature))
    form = MoveForm(request.POST or None, initial={"team": feature.team_id, "not_before": feature.not_before})

    def save(said: dict[str, Any]) -> tuple[str, str]:
        commands.change_feature(actor=actor, feature=feature, **said)
        waits = f", not before {formatting.long_day(said['not_before'])}" if said["not_before"] else ""
        return f"{feature.name}: {said['team'].name}{waits}", request.path

    if saved(request, form, save):
        return back(request)
    context = {"form": form, "feature": feature}
    return render(request, "planning/capacity/move.html", context, status=422 if form.errors else 200)


def add_absence(request: HttpRequest) -> HttpResponse:
    may_see(request)
    actor = actor_of(request)
    form = AbsenceForm(choices.people(actor), request.POST)
    if "member" in form.errors:
        raise NotVisible
    said = checked(form)
    with watched() as change:
        made = commands.add_absence(actor=actor, **said)
    days = formatting.day_range(made.starts_on, made.ends_on)
    toast(request, f"{made.member.name} is away {days}", undo=change.undo_url)
    return back(request, "planning:calendar")


def remove_absence(request: HttpRequest, pk: int) -> HttpResponse:
    may_see(request)
    actor = actor_of(request)
    found = absences.absence(actor, pk)
    with watched() as change:
        commands.remove_absence(actor=actor, absence=found)
    toast(request, f"{found.member.name} is there", undo=change.undo_url)
    return back(request, "planning:calendar")


def _planner(request: HttpRequest) -> "Member":
    actor = actor_of(request)
    if not policies.may_plan(actor):
        raise NotAllowed("Capacity is changed by product managers. Ask a head of product.")
    return actor


def _said(form: LendingForm, taker: int) -> dict[str, Any]:
    said = form.cleaned_data
    member, giver = member_in(*said["who"])
    return {
        "member": member,
        "from_team": giver,
        "to_team": calendar.team(taker),
        **{name: said[name] for name in ("starts_on", "ends_on", "share")},
    }
