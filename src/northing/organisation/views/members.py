"""Members, invitations, and who may do what."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from northing.kernel.errors import Refused
from northing.kernel.forms import refused
from northing.kernel.numbers import whole
from northing.kernel.toasts import toast
from northing.organisation import commands, mail, policies
from northing.organisation.forms import InviteForm, ManagerForm, RoleForm
from northing.organisation.history import watched
from northing.organisation.queries import access, people
from northing.organisation.queries.people import MemberFilter
from northing.organisation.request import actor_of, own_address

DEFAULT_THING = "Invite, remove, change roles"


def members(request: HttpRequest, *, left: bool = False) -> HttpResponse:
    actor = actor_of(request)
    if left:
        policies.must(policies.may_run_the_place(actor), "Who left is shown to owners and heads of product.")
    wanted = MemberFilter(
        search=request.GET.get("q", "")[:100], sort=request.GET.get("sort", "name")[:20], left=left
    )
    rows = people.members(wanted, actor=actor)
    context = {
        **_common(request, "left" if left else "members"),
        "rows": rows,
        "wanted": wanted,
        "sort_heads": _sort_heads(wanted),
        "managers": list(people.active_members()),
        "roles": people.ROLES,
        **({} if left else _why(request)),
    }
    return render(request, "organisation/members.html", context)


def change_role(request: HttpRequest, pk: int) -> HttpResponse:
    form = RoleForm(request.POST)
    if not form.is_valid():
        raise Refused(role="Choose one of the roles.")
    with watched() as change:
        member = commands.change_role(
            actor=actor_of(request), member=people.member(pk), role=form.cleaned_data["role"]
        )
    toast(request, f"{member.name} is {member.get_role_display()} now", undo=change.undo_url)
    return _back(request)


def change_manager(request: HttpRequest, pk: int) -> HttpResponse:
    form = ManagerForm(request.POST)
    if not form.is_valid():
        raise Refused(manager="Choose somebody who is a member now.")
    with watched() as change:
        member = commands.change_manager(
            actor=actor_of(request), member=people.member(pk), manager=form.cleaned_data["manager"]
        )
    name = member.manager.name if member.manager else "nobody"
    toast(request, f"{member.name} reports to {name} now", undo=change.undo_url)
    return _back(request)


def deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    with watched() as change:
        member = commands.deactivate(actor=actor_of(request), member=people.member(pk))
    toast(request, f"{member.name} has left, and is signed out everywhere", undo=change.undo_url)
    return _back(request)


def reactivate(request: HttpRequest, pk: int) -> HttpResponse:
    with watched() as change:
        member = commands.reactivate(actor=actor_of(request), member=people.member(pk))
    toast(request, f"{member.name} is back", undo=change.undo_url)
    return _back(request)


def invite(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    policies.must(policies.may_run_the_place(actor), "Invitations are sent by owners and heads of product.")
    form = InviteForm(request.POST if request.method == "POST" else None)
    sent = []
    if request.method == "POST" and form.is_valid():
        try:
            sent = commands.invite(actor=actor, people=form.people())
        except Refused as refusal:
            refused(form, refusal)
    context = {
        "form": form,
        "roles": policies.roles_given_by(actor),
        "home": actor.email.partition("@")[2],
        "sent": [(each.invitation, mail.invitation_url(each.token)) for each in sent],
        "mail_is_configured": mail.is_configured(),
    }
    return render(request, "organisation/invite.html", context, status=422 if form.errors else 200)


def invited(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    policies.must(policies.may_run_the_place(actor), "Invitations are shown to owners and heads of product.")
    fresh = request.session.pop("fresh_invitation", None)
    context = {**_common(request, "invited"), "invitations": people.open_invitations(), "fresh": fresh}
    return render(request, "organisation/invited.html", context)


def renew(request: HttpRequest, pk: int) -> HttpResponse:
    sent = commands.renew_invitation(actor=actor_of(request), invitation=people.invitation(pk))
    request.session["fresh_invitation"] = [sent.invitation.email, mail.invitation_url(sent.token)]
    toast(request, f"A new link for {sent.invitation.email}, for 7 days")
    return redirect("organisation:invited")


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    with watched() as change:
        invitation = commands.withdraw_invitation(actor=actor_of(request), invitation=people.invitation(pk))
    toast(request, f"Withdrew the invitation of {invitation.email}", undo=change.undo_url)
    return redirect("organisation:invited")


def _common(request: HttpRequest, tab: str) -> dict[str, Any]:
    actor = actor_of(request)
    return {
        "tab": tab,
        "counts": people.counts(),
        "may_run_the_place": policies.may_run_the_place(actor),
        "may_make_owner": policies.may_make_owner(actor),
    }


def _why(request: HttpRequest) -> dict[str, Any]:
    """The table, and the sentence for the person and thing that were asked about."""
    asked = whole(request.GET.get("who", ""))
    person = actor_of(request) if asked is None else people.member(asked)
    things = access.things()
    thing = request.GET.get("thing", "")
    thing = thing if thing in things else DEFAULT_THING if DEFAULT_THING in things else things[0]
    by_role = people.members_by_role()
    return {
        "groups": access.who_may_do_what(),
        "role_heads": [(value, label, by_role[value]) for value, label in people.ROLES],
        "things": things,
        "why_person": person,
        "may_see_as_them": policies.may_see_as(actor_of(request), person),
        "why_thing": thing,
        "why": access.why(person, thing),
    }


def _sort_heads(wanted: MemberFilter) -> dict[str, dict[str, str]]:
    """For each column: the address that sorts by it, and how it is sorted now."""
    heads = {}
    for key in people.SORTS:
        now = wanted.sort == key
        direction = "ascending" if now else "descending" if wanted.sort == f"-{key}" else ""
        target = f"-{key}" if now else key
        heads[key] = {"href": f"?{urlencode({'sort': target, 'q': wanted.search})}", "direction": direction}
    return heads


def _back(request: HttpRequest) -> HttpResponse:
    """To the list as it was filtered; never to another host."""
    return redirect(own_address(request.POST.get("back", "")) or reverse("organisation:members"))
