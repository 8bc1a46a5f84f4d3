"""Opening a share link: the same on every page that can be shared, so that none forgets a part of it."""

from collections.abc import Callable

from django import forms
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from northing.organisation import commands
from northing.organisation.models import ShareLink
from northing.organisation.queries.share_links import open_share_link, opens_with

TRIES, WITHIN = 5, 300  # wrong passwords of one link, and the seconds in which they count
PRIVATE = {
    "Referrer-Policy": "no-referrer",  # the address is a secret
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store, private",
}


class PasswordForm(forms.Form):
    password = forms.CharField(
        label="Password",
        max_length=128,
        widget=forms.PasswordInput(attrs={"autofocus": True, "autocomplete": "off"}),
    )


def opened(
    request: HttpRequest,
    token: str,
    *,
    page: str,
    route: str,
    ask: str,
    show: Callable[[ShareLink], HttpResponse],
) -> HttpResponse:
    """What the link was made for, or its password's form; nobody else is told of the address.

    `page` is what the link must have been made for, `route` the address that opens it, `ask` the template of
    the password's form, `show` answers with what is shared.
    """
    response = _opened(request, open_share_link(token, page=page), token, route, ask, show)
    for name, value in PRIVATE.items():
        response.headers.setdefault(name, value)
    return response


def _opened(
    request: HttpRequest,
    link: ShareLink,
    token: str,
    route: str,
    ask: str,
    show: Callable[[ShareLink], HttpResponse],
) -> HttpResponse:
    known = f"shared-{link.pk}"
    if not link.password or request.session.get(known):
        commands.note_opening(link=link)
        return show(link)
    form = PasswordForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        if _tried_too_often(link.pk):
            form.add_error("password", "Too many tries. Wait five minutes.")
            status = 429
        elif opens_with(link, form.cleaned_data["password"]):
            request.session[known] = True
            return redirect(route, token=token)
        else:
            form.add_error("password", "That is not it. Ask whoever sent you the link.")
    if form.errors and status == 200:
        status = 422
    answer = render(request, ask, {"form": form, "token": token}, status=status)
    # "no-referrer" would hide from ourselves, too, where the form came from, and so refuse it.
    answer["Referrer-Policy"] = "same-origin"
    return answer


def _tried_too_often(link: int) -> bool:
    key = f"shared-tries-{link}"
    cache.add(key, 0, WITHIN)
    return cache.incr(key) > TRIES
