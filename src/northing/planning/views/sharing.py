"""A roadmap for people who do not sign in: making the link, and what it opens."""

from datetime import UTC, datetime, time
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from northing.kernel import clock
from northing.kernel.errors import NotAllowed, Refused
from northing.organisation import commands as organisation
from northing.organisation.queries.share_links import open_share_link, opens_with
from northing.organisation.request import actor_of
from northing.planning import policies
from northing.planning.forms.roadmap import PasswordForm, ShareForm
from northing.planning.queries.audiences import INTERNAL, audience, audiences
from northing.planning.queries.roadmap import Asked, Roadmap, roadmap
from northing.planning.views.roadmap import told
from northing.planning.views.roadmap_panel import explain
from northing.planning.views.roadmap_pdf import document

PAGE = "planning.roadmap"
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
    asked = Asked.parse(request.GET)
    choices = [(who.slug, who.name) for who in audiences() if who.slug != INTERNAL]
    chosen = asked.audience if asked.audience != INTERNAL else "executives"
    form = ShareForm(choices, request.POST or None, initial={"audience": chosen})
    context = {"form": form, "query": asked.query(), "link": "", "narrowed": asked.filter.is_narrowed}
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        day = said.pop("expires_on")
        try:
            made, token = organisation.make_share_link(
                actor=actor,
                page=PAGE,
                query=asked.query(audience=said["audience"], feature=""),
                expires_at=datetime.combine(day, time.max, UTC) if day else None,
                **said,
            )
        except Refused as refusal:
            explain(form, refusal)
        else:
            context |= {
                "link": request.build_absolute_uri(reverse("planning:shared", args=[token])),
                "made": made,
            }
    return render(request, "planning/share_roadmap.html", context, status=422 if form.errors else 200)


def shared(request: HttpRequest, token: str) -> HttpResponse:
    """The roadmap that the link was made for, or its password's form."""
    return _private(_shared(request, token, pdf=False))


def shared_pdf(request: HttpRequest, token: str) -> HttpResponse:
    return _private(_shared(request, token, pdf=True))


def pdf(request: HttpRequest) -> HttpResponse:
    """The roadmap on paper, for the audience in the address."""
    asked = Asked.parse(request.GET)
    found = roadmap(actor_of(request), asked, audience(asked.audience))
    return _as_pdf(found, audience(asked.audience).name)


def _shared(request: HttpRequest, token: str, *, pdf: bool) -> HttpResponse:
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
                return redirect("planning:shared", token=token)
            form.add_error("password", "That is not it. Ask whoever sent you the link.")
        return _ask(request, form, token, status=422 if form.errors else 200)
    organisation.note_opening(link=link)
    asked = Asked.parse(link.query)
    who = audience(link.audience)
    found = roadmap(link.made_by, asked, who, outside=True)
    if pdf:
        return _as_pdf(found, who.name)
    view = "columns" if request.GET.get("view", asked.view) == "columns" else "timeline"
    context: dict[str, Any] = {
        "roadmap": found,
        "audience": who,
        "view": view,
        "token": token,
        "told": told(found),
    }
    context |= {
        "show_chances": found.rights.has("chance"),
        "knows_commitments": found.rights.has("commitment"),
        "today": clock.today(),
        "row_address": "",
        "selected": None,
        "inside": False,
        "asked": asked,
    }
    return render(request, "planning/shared_roadmap.html", context)


def _ask(request: HttpRequest, form: PasswordForm, token: str, *, status: int) -> HttpResponse:
    answer = render(request, "planning/shared_password.html", {"form": form, "token": token}, status=status)
    # "no-referrer" would hide from ourselves, too, where the form came from, and so refuse it.
    answer["Referrer-Policy"] = "same-origin"
    return answer


def _tried_too_often(link: int) -> bool:
    key = f"shared-tries-{link}"
    cache.add(key, 0, WITHIN)
    return cache.incr(key) > TRIES


def _as_pdf(found: Roadmap, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="roadmap-{clock.today().isoformat()}.pdf"'}
    return HttpResponse(document(found, name), content_type="application/pdf", headers=headers)


def _private(response: HttpResponse) -> HttpResponse:
    for name, value in PRIVATE.items():
        response.headers.setdefault(name, value)
    return response
