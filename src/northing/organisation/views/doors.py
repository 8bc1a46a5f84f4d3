"""The pages before somebody is in: set-up, invitation, sign-in link."""

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.core.internal import ratelimit
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from northing.kernel.errors import NotVisible, Refused
from northing.kernel.forms import refused
from northing.kernel.toasts import toast
from northing.organisation import commands, mail
from northing.organisation.example import bring_example
from northing.organisation.forms import AcceptForm, LinkForm, LinkRequestForm, SetUpForm
from northing.organisation.queries import people
from northing.organisation.tokens import token_hash

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
CODE_TRIES = {"code": "10/15m/ip,30/h/key"}


@never_cache
@sensitive_post_parameters("password", "code")
def set_up(request: HttpRequest) -> HttpResponse:
    """Exists until the organisation does."""
    if people.exists():
        raise NotVisible
    form = SetUpForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, app="northing", action="code", config=CODE_TRIES, key="set-up"):
            form.add_error("code", "Too many tries. Wait 15 minutes.")
        else:
            wants_example = form.cleaned_data.pop("example")
            try:
                owner = commands.set_up(**form.cleaned_data)
            except Refused as refusal:
                refused(form, refusal)
            else:
                login(request, owner, backend=BACKEND)
                if wants_example:
                    bring_example(owner)
                    toast(request, "The example comes in meanwhile; Today takes it away again")
                return redirect("organisation:invite")
    return render(request, "organisation/set_up.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@sensitive_post_parameters("password")
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """One's own invitation: whoever holds the link is whom it was sent to."""
    invitation = people.invitation_of_token(token_hash(token))
    form = AcceptForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            member = commands.accept_invitation(token=token, **form.cleaned_data)
        except Refused as refusal:
            refused(form, refusal)
        else:
            login(request, member, backend=BACKEND)
            toast(request, f"Welcome to {people.organisation()}")
            return redirect("/")
    context = {"form": form, "invitation": invitation, "organisation": people.organisation()}
    return render(request, "organisation/accept.html", context, status=422 if form.errors else 200)


@never_cache
def request_link(request: HttpRequest) -> HttpResponse:
    """Sends a sign-in link. Says the same whether or not the address belongs to somebody."""
    form = LinkRequestForm(request.POST if request.method == "POST" else None)
    sent = False
    if request.method == "POST" and form.is_valid():
        limits = {"link": "20/15m/ip,3/15m/key"}
        email = form.cleaned_data["email"].lower()
        if ratelimit.consume(request, app="northing", action="link", config=limits, key=email):
            commands.send_sign_in_link(email=email)
        sent = True
    context = {"form": form, "sent": sent, "mail_is_configured": mail.is_configured()}
    return render(
        request, "organisation/sign_in/request_link.html", context, status=422 if form.errors else 200
    )


@never_cache
@sensitive_post_parameters("new_password")
def sign_in_link(request: HttpRequest, who: str, token: str) -> HttpResponse:
    """Opening the link signs nobody in, since mail programs open links too; its button does."""
    member = commands.member_of_link(who=who, token=token)
    form = LinkForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            member = commands.use_sign_in_link(
                who=who, token=token, new_password=form.cleaned_data["new_password"]
            )
        except Refused as refusal:
            refused(form, refusal)
        else:
            signed_in: HttpResponse = perform_login(request, Login(user=member, email=member.email))
            return signed_in
    context = {"form": form, "member": member, "organisation": people.organisation()}
    return render(request, "organisation/sign_in/link.html", context, status=422 if form.errors else 200)
