"""The strategy for people who do not sign in: making the link, and what it opens."""

from datetime import UTC, datetime, time

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from northing.kernel.errors import NotAllowed, Refused
from northing.kernel.forms import refused
from northing.organisation import commands as organisation
from northing.organisation.queries.share_links import open_share_link, opens_with
from northing.organisation.request import actor_of
from northing.strategy import policies
from northing.strategy.forms.sharing import PasswordForm, ShareForm
from northing.strategy.queries.audiences import audience
from northing.strategy.queries.shared import shared_strategy

PAGE = "strategy.map"
TRIES, WITHIN = 5, 300  # wrong passwords of one link, and the seconds in which they count
PRIVATE = {
    "Referrer-Policy": "no-referrer",  # the address is a secret
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store, private",
}


def share(request: HttpRequest) -> HttpResponse:
    """A dialog; its answer shows the address, once."""
    actor = actor_of(request)
    if not policies.may_share(actor):
        raise NotAllowed("Links are made by product managers, heads and owners.")
    cycle = request.GET.get("cycle", "")[:40]
    form = ShareForm(request.POST or None)
    context = {"form": form, "cycle": cycle, "link": ""}
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        day = said.pop("expires_on")
        try:
            made, token = organisation.make_share_link(
                actor=actor,
                page=PAGE,
                query=cycle,
                expires_at=datetime.combine(day, time.max, UTC) if day else None,
                **said,
            )
        except Refused as refusal:
            refused(form, refusal)
        else:
            address = request.build_absolute_uri(reverse("strategy:shared", args=[token]))
            context |= {"link": address, "made": made}
    return render(request, "strategy/share.html", context, status=422 if form.errors else 200)


def shared(request: HttpRequest, token: str) -> HttpResponse:
    """What the link was made for, or its password's form."""
    response = _shared(request, token)
    for name, value in PRIVATE.items():
        response.headers.setdefault(name, value)
    return response


def _shared(request: HttpRequest, token: str) -> HttpResponse:
    link = open_share_link(token, page=PAGE)
    opened = f"shared-{link.pk}"
    if link.password and not request.session.get(opened):
        form = PasswordForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            if _tried_too_often(link.pk):
                form.add_error("password", "Too many tries. Wait five minutes.")
                return _ask(request, form, token, status=429)
            if opens_with(link, form.cleaned_data["password"]):
                request.session[opened] = True
                return redirect("strategy:shared", token=token)
            form.add_error("password", "That is not it. Ask whoever sent you the link.")
        return _ask(request, form, token, status=422 if form.errors else 200)
    organisation.note_opening(link=link)
    who = audience(link.audience)
    context = {"strategy": shared_strategy(link.made_by, link.query, who), "audience": who}
    return render(request, "strategy/shared.html", context)


def _ask(request: HttpRequest, form: PasswordForm, token: str, *, status: int) -> HttpResponse:
    answer = render(request, "strategy/shared_password.html", {"form": form, "token": token}, status=status)
    # "no-referrer" would hide from ourselves, too, where the form came from, and so refuse it.
    answer["Referrer-Policy"] = "same-origin"
    return answer


def _tried_too_often(link: int) -> bool:
    key = f"shared-tries-{link}"
    cache.add(key, 0, WITHIN)
    return cache.incr(key) > TRIES
