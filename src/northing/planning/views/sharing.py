"""A roadmap for people who do not sign in: making the link, and what it opens."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from northing.kernel import clock
from northing.kernel.errors import NotAllowed
from northing.kernel.forms import offer
from northing.organisation.request import actor_of
from northing.planning import policies
from northing.planning.queries.audiences import INTERNAL, audience, audiences
from northing.planning.queries.roadmap import Asked, Roadmap, roadmap
from northing.planning.views.roadmap import told
from northing.planning.views.roadmap_pdf import document
from northing.ui import shared_links
from northing.ui.shared_links import ShareForm

if TYPE_CHECKING:
    from northing.organisation.models import ShareLink

PAGE = "planning.roadmap"


def share(request: HttpRequest) -> HttpResponse:
    """A dialog; its answer shows the address, once."""
    actor = actor_of(request)
    if not policies.may_share(actor):
        raise NotAllowed("Links are made by product managers, heads and owners.")
    asked = Asked.parse(request.GET)
    chosen = asked.audience if asked.audience != INTERNAL else "executives"
    form = ShareForm(request.POST or None, initial={"audience": chosen})
    offer(form, audience=[(who.slug, who.name) for who in audiences() if who.slug != INTERNAL])
    return shared_links.share(
        request,
        form=form,
        page=PAGE,
        query=lambda audience: asked.query(audience=audience, feature=""),
        route="planning:shared",
        template="planning/share_roadmap.html",
        context={"query": asked.query(), "narrowed": asked.filter.is_narrowed},
    )


def shared(request: HttpRequest, token: str) -> HttpResponse:
    return _opened(request, token, lambda link: _page(request, token, link))


def shared_pdf(request: HttpRequest, token: str) -> HttpResponse:
    return _opened(request, token, lambda link: _as_pdf(_of(link), audience(link.audience).name))


def pdf(request: HttpRequest) -> HttpResponse:
    """The roadmap on paper, for the audience in the address."""
    asked = Asked.parse(request.GET)
    found = roadmap(actor_of(request), asked, audience(asked.audience))
    return _as_pdf(found, audience(asked.audience).name)


def _opened(request: HttpRequest, token: str, show: Callable[["ShareLink"], HttpResponse]) -> HttpResponse:
    return shared_links.opened(request, token, page=PAGE, route="planning:shared", show=show)


def _of(link: "ShareLink") -> Roadmap:
    return roadmap(link.made_by, Asked.parse(link.query), audience(link.audience), outside=True)


def _page(request: HttpRequest, token: str, link: "ShareLink") -> HttpResponse:
    asked, who, found = Asked.parse(link.query), audience(link.audience), _of(link)
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


def _as_pdf(found: Roadmap, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="roadmap-{clock.today().isoformat()}.pdf"'}
    return HttpResponse(document(found, name), content_type="application/pdf", headers=headers)
