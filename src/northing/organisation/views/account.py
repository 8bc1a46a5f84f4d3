"""What everybody may see and change about themselves."""

from typing import Any

from allauth.core.internal import ratelimit
from allauth.mfa.models import Authenticator
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from northing.kernel.errors import Refused
from northing.kernel.forms import refused
from northing.kernel.toasts import toast
from northing.organisation import commands
from northing.organisation.forms import AccountForm, EndSessionsForm, PasswordForm
from northing.organisation.queries import people
from northing.organisation.queries.history import history_of
from northing.organisation.request import actor_of
from northing.organisation.saving import saved

TRIES = {"password": "5/15m/user"}


def account(request: HttpRequest) -> HttpResponse:
    member = actor_of(request)
    form = AccountForm(member, request.POST if request.method == "POST" else None)

    def change(said: dict[str, Any]) -> tuple[str, str]:
        commands.change_account(actor=member, **said)
        return "Changed your account", request.path

    if address := saved(request, form, change):
        return redirect(address)
    return _page(request, form=form)


@sensitive_post_parameters("old", "new")
def change_password(request: HttpRequest) -> HttpResponse:
    form = PasswordForm(request.POST)
    if form.is_valid() and _changed(request, form, old=form.cleaned_data["old"], new=form.cleaned_data["new"]):
        toast(request, "Changed your password, and signed you out everywhere else")
        return redirect("organisation:account")
    return _page(request, password_form=form)


@sensitive_post_parameters("old")
def end_sessions(request: HttpRequest) -> HttpResponse:
    """The password is hashed anew, which ends every session but this one."""
    form = EndSessionsForm(request.POST)
    if form.is_valid() and _changed(request, form, old=form.cleaned_data["old"], new=form.cleaned_data["old"]):
        toast(request, "Signed you out everywhere else")
        return redirect("organisation:account")
    return _page(request, sessions_form=form)


def _changed(request: HttpRequest, form: PasswordForm | EndSessionsForm, *, old: str, new: str) -> bool:
    if not ratelimit.consume(request, app="northing", action="password", config=TRIES):
        form.add_error("old", "Too many tries. Wait 15 minutes.")
        return False
    try:
        member = commands.change_password(actor=actor_of(request), old=old, new=new)
    except Refused as refusal:
        refused(form, refusal)
        return False
    update_session_auth_hash(request, member)
    return True


def _page(
    request: HttpRequest,
    *,
    form: AccountForm | None = None,
    password_form: PasswordForm | None = None,
    sessions_form: EndSessionsForm | None = None,
) -> HttpResponse:
    member = actor_of(request)
    factors = Authenticator.objects.filter(user=member)
    forms = (form, password_form, sessions_form)
    context = {
        "form": form or AccountForm(member),
        "password_form": password_form or PasswordForm(),
        "sessions_form": sessions_form or EndSessionsForm(auto_id="end_%s"),
        "authenticator": next((each for each in factors if each.type == Authenticator.Type.TOTP), None),
        "passkeys": [each.wrap() for each in factors if each.type == Authenticator.Type.WEBAUTHN],
        "recovery": next(
            (each.wrap() for each in factors if each.type == Authenticator.Type.RECOVERY_CODES), None
        ),
        "history": history_of(member, people.member(member.pk), limit=20),
    }
    wrong = any(each is not None and each.errors for each in forms)
    return render(request, "organisation/account.html", context, status=422 if wrong else 200)
