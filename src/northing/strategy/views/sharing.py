"""The strategy for people who do not sign in: making the link, and what it opens."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from northing.kernel.errors import NotAllowed
from northing.organisation.request import actor_of
from northing.strategy import policies
from northing.strategy.forms.sharing import StrategyShareForm
from northing.strategy.queries.audiences import audience
from northing.strategy.queries.shared import shared_strategy
from northing.ui import shared_links

if TYPE_CHECKING:
    from northing.organisation.models import ShareLink

PAGE = "strategy.map"


def share(request: HttpRequest) -> HttpResponse:
    """A dialog; its answer shows the address, once."""
    actor = actor_of(request)
    if not policies.may_share(actor):
        raise NotAllowed("Links are made by product managers, heads and owners.")
    cycle = request.GET.get("cycle", "")[:40]
    return shared_links.share(
        request,
        form=StrategyShareForm(request.POST or None),
        page=PAGE,
        query=lambda _audience: cycle,
        route="strategy:shared",
        template="strategy/share.html",
        context={},
    )


def shared(request: HttpRequest, token: str) -> HttpResponse:
    def show(link: "ShareLink") -> HttpResponse:
        who = audience(link.audience)
        context = {"strategy": shared_strategy(link.made_by, link.query, who), "audience": who}
        return render(request, "strategy/shared.html", context)

    return shared_links.opened(request, token, page=PAGE, route="strategy:shared", show=show)
