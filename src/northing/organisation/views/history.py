"""Looking back, and taking back."""

from uuid import UUID

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from northing.kernel.errors import NotVisible, Refused
from northing.kernel.numbers import whole
from northing.kernel.toasts import offer_step_before, toast
from northing.organisation import commands, past, policies
from northing.organisation.forms import LogForm, LookBackForm
from northing.organisation.history import watched
from northing.organisation.queries import people
from northing.organisation.queries.history import name_of
from northing.organisation.queries.log import LogFilter, commands_in_log, log
from northing.organisation.request import LOOKS_AT, SEES_AS, actor_of, own_address

AGAIN = "again"


def whole_log(request: HttpRequest) -> HttpResponse:
    policies.must(policies.may_read_log(actor_of(request)), "The log of everything is for owners.")
    form = LogForm(request.GET)
    said = form.cleaned_data if form.is_valid() else {}
    person = said.get("person")
    wanted = LogFilter(
        person=person.pk if person else None,
        command=said.get("command", ""),
        day=said.get("day"),
        page=said.get("page") or 1,
    )
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {
        "form": form,
        "page": log(wanted),
        "command_choices": [("", "Everything"), *((name, name) for name in commands_in_log())],
        "asked": asked.urlencode(),
        "previous": wanted.page - 1,
        "next": wanted.page + 1,
    }
    return render(request, "organisation/log.html", context, status=422 if form.errors else 200)


def look_back(request: HttpRequest) -> HttpResponse:
    """Look at a past day from here on, or, without one, at now again."""
    policies.must(policies.may_look_back(actor_of(request)), "Pages of the past are for heads of product.")
    form = LookBackForm(request.POST)
    if not form.is_valid():
        raise Refused(day="Say the day as 2026-05-31.")
    day = form.cleaned_data["day"]
    if day is None:
        request.session.pop(LOOKS_AT, None)
    else:
        past.require_history(day)
        request.session[LOOKS_AT] = day.isoformat()
    return _again(request)


def see_as(request: HttpRequest) -> HttpResponse:
    """See what somebody else sees from here on, or, without one, what one sees oneself."""
    actor = actor_of(request)
    policies.must(policies.may_look_around(actor), "Seeing as others do is for owners.")
    request.session.pop(SEES_AS, None)
    asked = whole(request.POST.get("member", ""))
    if asked is None:
        return _again(request)
    member = people.member(asked)
    policies.must(policies.may_see_as(actor, member), "Owners see as others do, but not as owners.")
    request.session.pop(LOOKS_AT, None)
    request.session[SEES_AS] = member.pk
    return redirect("/")


def undo(request: HttpRequest, context: UUID) -> HttpResponse:
    with watched() as change:
        rows = commands.undo(actor=actor_of(request), context=context)
    if not rows:
        toast(request, "There was nothing to undo")
    elif AGAIN in request.GET:
        toast(request, "Done again", undo=change.undo_url)
    else:
        offer_step_before(request, str(context))
        toast(request, "Undone", redo=f"{change.undo_url}?{AGAIN}")
    return _again(request)


def restore(request: HttpRequest, model: str, event: int, field: str) -> HttpResponse:
    try:
        kind = apps.get_model(model)
    except (LookupError, ValueError):
        raise NotVisible from None
    with watched() as change:
        row = commands.restore_field(
            actor=actor_of(request), model=kind, event=event, field=field, reason=request.POST.get("reason", "")
        )
    name = name_of(kind, field)
    toast(request, f"Brought back the {name} of {row}", undo=change.undo_url)
    return _again(request)


def _again(request: HttpRequest) -> HttpResponse:
    """The page that asked, anew: what was taken back may be shown anywhere on it. `to` names another one, where
    what was done had led away."""
    to = own_address(request.GET.get("to", ""))
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(headers={"HX-Redirect": to} if to else {"HX-Refresh": "true"})
    address = to or request.headers.get("Referer", "")
    allowed = url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})
    return redirect(address if allowed else "/")
