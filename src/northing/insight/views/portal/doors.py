"""Signing in to the portal and out of it, one's own page, and ending mails."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from northing.insight.commands import portal as commands
from northing.insight.commands.portal.entry import TICKET_LASTS, VISIT_LASTS
from northing.insight.commands.portal.following import read_stop
from northing.insight.forms.portal import CodeForm, EmailForm, NameForm
from northing.insight.queries.portal import ideas as queries
from northing.insight.queries.portal.place import Guest, topics_of
from northing.insight.views.portal.gate import (
    BROWSER,
    VISIT,
    back_to,
    coming_back,
    keep,
    portal_door,
    show,
    to_sign_in,
    too_often,
)
from northing.kernel.errors import Refused
from northing.kernel.forms import refused
from northing.kernel.toasts import toast
from northing.organisation import mail
from northing.organisation.tokens import new_token

MANY = "Too many tries came from here. Wait 15 minutes."


@portal_door
def sign_in(request: HttpRequest, guest: Guest) -> HttpResponse:
    """Asks for the address. What follows is the same whether or not anybody knows it."""
    form = EmailForm(request.POST or None)
    back = back_to(request.POST or request.GET)
    if request.method == "POST" and form.is_valid() and mail.is_configured():
        email = form.cleaned_data["email"].lower()
        browser = request.COOKIES.get(BROWSER) or new_token()
        if not form.is_from_a_program and not too_often(request, "portal_entry", email):
            commands.ask_to_enter(email=email, browser=browser)
        response = redirect(coming_back("insight:portal_code", back))
        keep(response, BROWSER, browser, int(TICKET_LASTS.total_seconds()))
        return response
    status = 422 if form.errors else 200
    there = mail.is_configured()
    return show(request, guest, "sign_in", status, form=form, here=back, mail_is_configured=there)


@portal_door
@sensitive_post_parameters("code")
def code(request: HttpRequest, guest: Guest) -> HttpResponse:
    form = CodeForm(request.POST or None)
    back = back_to(request.POST or request.GET)
    if request.method == "POST" and form.is_valid():
        browser = request.COOKIES.get(BROWSER, "")
        if too_often(request, "portal_code"):
            form.add_error(None, MANY)
        else:
            try:
                token = commands.enter_by_code(code=form.cleaned_data["code"], browser=browser)
            except Refused as refusal:
                refused(form, refusal)
            else:
                return _let_in(back, token)
    return show(request, guest, "code", 422 if form.errors else 200, form=form, here=back)


@portal_door
def link(request: HttpRequest, guest: Guest, token: str) -> HttpResponse:
    """Opening the link signs nobody in, since mail programs open links too; its button does."""
    opens = commands.opens(link=token)
    if request.method == "POST" and opens:
        try:
            return _let_in(reverse("insight:portal"), commands.enter_by_link(link=token))
        except Refused:
            opens = False
    return show(request, guest, "link", opens=opens, token=token, here=reverse("insight:portal"))


@portal_door
def sign_out(request: HttpRequest, _guest: Guest) -> HttpResponse:
    commands.leave(token=request.COOKIES.get(VISIT, ""))
    response = redirect("insight:portal")
    response.delete_cookie(VISIT, path=reverse("insight:portal"), samesite="Lax")
    return response


@portal_door
def me(request: HttpRequest, guest: Guest) -> HttpResponse:
    """One's name here, what one follows, and what one has voted for."""
    visitor = guest.visitor
    if visitor is None:
        return to_sign_in(request.path)
    form = NameForm(visitor.name, request.POST or None)
    if request.method == "POST" and form.is_valid():
        commands.introduce(visitor=visitor, name=form.cleaned_data["name"])
        toast(request, "Saved your name")
        return redirect("insight:portal_me")
    return show(
        request,
        guest,
        "me",
        422 if form.errors else 200,
        form=form,
        followed=queries.followed(visitor),
        following=topics_of(visitor),
        in_use=queries.votes_in_use(visitor),
    )


@portal_door
def stop_mail(request: HttpRequest, guest: Guest, token: str) -> HttpResponse:
    """From a mail, without signing in: a button, since mail programs open links."""
    read_stop(token)
    if request.method == "POST":
        commands.stop_mail(token=token)
    done = request.method == "POST"
    return show(request, guest, "stop_mail", done=done, here=reverse("insight:portal"))


def _let_in(back: str, token: str) -> HttpResponse:
    response = redirect(back)
    keep(response, VISIT, token, int(VISIT_LASTS.total_seconds()))
    response.delete_cookie(BROWSER, path=reverse("insight:portal"), samesite="Lax")
    return response
