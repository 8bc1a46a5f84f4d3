"""Links for people who do not sign in: the same on every page that is shared, so that none forgets a part."""

from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import Any

from django import forms
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from northing.kernel.errors import Refused
from northing.kernel.forms import refused
from northing.organisation import commands
from northing.organisation.models import ShareLink
from northing.organisation.queries.share_links import open_share_link, opens_with
from northing.organisation.request import actor_of

TRIES, WITHIN = 5, 300  # wrong passwords of one link, and the seconds in which they count
PRIVATE = {
    "Referrer-Policy": "no-referrer",  # the address is a secret
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store, private",
}


class ShareForm(forms.Form):
    """Who gets it, and until when; which audiences there are is the page's to say."""

    name = forms.CharField(
        label="Who gets it",
        max_length=120,
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
    )
    audience = forms.ChoiceField(label="Audience")
    password = forms.CharField(
        label="Password, if it needs one",
        required=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    expires_on = forms.DateField(
        label="Open until the end of",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Empty: until it is revoked.",
    )


class PasswordForm(forms.Form):
    password = forms.CharField(
        label="Password",
        max_length=128,
        widget=forms.PasswordInput(attrs={"autofocus": True, "autocomplete": "off"}),
    )


def share(
    request: HttpRequest,
    *,
    form: ShareForm,
    page: str,
    query: Callable[[str], str],
    route: str,
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    """A dialog; its answer shows the address, once.

    `page` is what the link opens and `route` where; `query` says for an audience what of the page. `template`
    extends ui/share_dialog.html and may need `context`.
    """
    shown = {**context, "form": form, "address": request.get_full_path()}
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        day = said.pop("expires_on")
        try:
            made, token = commands.make_share_link(
                actor=actor_of(request),
                page=page,
                query=query(said["audience"]),
                expires_at=datetime.combine(day, time.max, UTC) if day else None,
                **said,
            )
        except Refused as refusal:
            refused(form, refusal)
        else:
            link = request.build_absolute_uri(reverse(route, args=[token]))
            shown |= {"link": link, "made": made}
    return render(request, template, shown, status=422 if form.errors else 200)


def opened(
    request: HttpRequest,
    token: str,
    *,
    page: str,
    route: str,
    show: Callable[[ShareLink], HttpResponse],
) -> HttpResponse:
    """What the link was made for, or its password's form; nobody else is told of the address.

    `page` is what the link must have been made for, `route` the address that opens it, `show` answers with what
    is shared.
    """
    response = _opened(request, open_share_link(token, page=page), reverse(route, args=[token]), show)
    for name, value in PRIVATE.items():
        response.headers.setdefault(name, value)
    return response


def _opened(
    request: HttpRequest, link: ShareLink, address: str, show: Callable[[ShareLink], HttpResponse]
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
            return redirect(address)
        else:
            form.add_error("password", "That is not it. Ask whoever sent you the link.")
    if form.errors and status == 200:
        status = 422
    answer = render(request, "ui/shared_password.html", {"form": form, "address": address}, status=status)
    # "no-referrer" would hide from ourselves, too, where the form came from, and so refuse it.
    answer["Referrer-Policy"] = "same-origin"
    return answer


def _tried_too_often(link: int) -> bool:
    key = f"shared-tries-{link}"
    cache.add(key, 0, WITHIN)
    return cache.incr(key) > TRIES
