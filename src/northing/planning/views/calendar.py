"""The calendar and what each team has: working week, days off, person-weeks by quarter."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from northing.kernel.errors import NotAllowed, Refused
from northing.kernel.forms import checked
from northing.kernel.toasts import toast
from northing.organisation.history import watched
from northing.organisation.request import actor_of
from northing.organisation.saving import saved
from northing.planning import commands, policies
from northing.planning.forms.capacity import AbsenceForm
from northing.planning.forms.plan import CapacityForm, HolidayForm, WorkingWeekForm
from northing.planning.queries import calendar as planned
from northing.planning.queries.capacity.absences import absences, people_below
from northing.ui import formatting

HOLIDAY = "holiday_%s"  # the ids of its fields: another form on the page has days, too


def calendar(request: HttpRequest) -> HttpResponse:
    return _page(request, HolidayForm(auto_id=HOLIDAY))


def _page(request: HttpRequest, holiday: HolidayForm) -> HttpResponse:
    actor = actor_of(request)
    if not policies.may_see_capacity(actor):
        raise NotAllowed("Capacity is for those who plan and build.")
    days = planned.working_week()
    context = {
        "week": WorkingWeekForm(initial={"days": days}, auto_id="week_%s"),
        "everybodys_days": planned.days_in_words(days),
        "team_weeks": planned.team_weeks(),
        "holidays": planned.holidays(),
        "holiday": holiday,
        "quarters": planned.quarters(),
        "absences": absences(actor),
        "absence": AbsenceForm(people_below(actor), initial={"member": actor.pk}),
        "capacities": planned.capacities(),
        "may_plan": policies.may_plan(actor),
    }
    return render(request, "planning/calendar.html", context, status=422 if holiday.errors else 200)


def set_working_week(request: HttpRequest) -> HttpResponse:
    said = checked(WorkingWeekForm(request.POST))
    team, days = said["team"], said["days"]
    with watched() as change:
        commands.set_working_week(actor=actor_of(request), team=team, days=days)
    week = f"{formatting.counted(len(days), 'working day')} a week"
    toast(request, f"{team.name}: {week}" if team else week, undo=change.undo_url)
    return redirect("planning:calendar")


def add_holiday(request: HttpRequest) -> HttpResponse:
    form = HolidayForm(request.POST, auto_id=HOLIDAY)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        made = commands.add_holiday(actor=actor_of(request), **said)
        return f"{made.name} is off", "planning:calendar"

    page = saved(request, form, save)
    return redirect(page) if page else _page(request, form)


def remove_holiday(request: HttpRequest, pk: int) -> HttpResponse:
    found = planned.holiday(pk)
    with watched() as change:
        commands.remove_holiday(actor=actor_of(request), holiday=found)
    toast(request, f"{found.name} is worked again", undo=change.undo_url)
    return redirect("planning:calendar")


def set_capacity(request: HttpRequest, pk: int) -> HttpResponse:
    """Person-weeks of a team in one quarter."""
    team, said = planned.team(pk), checked(CapacityForm(request.POST))
    starts_on, person_weeks = said["starts_on"], said["person_weeks"]
    quarter = next((quarter for quarter in planned.quarters() if quarter.starts_on == starts_on), None)
    if quarter is None:
        raise Refused(starts_on="Choose one of the quarters shown.")
    with watched() as change:
        commands.set_capacity(
            actor=actor_of(request),
            team=team,
            starts_on=quarter.starts_on,
            ends_on=quarter.ends_on,
            person_weeks=person_weeks,
        )
    has = formatting.person_weeks(float(person_weeks))
    toast(request, f"{team.name} has {has} in {formatting.quarter(starts_on)}", undo=change.undo_url)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=200)
    return redirect("planning:calendar")
