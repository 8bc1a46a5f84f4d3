"""The strategy for people who do not sign in: making the link, and what it opens."""

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from northing.kernel.errors import NotAllowed, Refused
from northing.kernel.forms import refused
from northing.organisation import commands as organisation
from northing.organisation.request import actor_of
from northing.strategy import policies
from northing.strategy.forms.sharing import ShareForm
from northing.strategy.queries.audiences import audience
from northing.strategy.queries.shared import shared_strategy
from northing.ui.shared_links import opened

if TYPE_CHECKING:
    from northing.organisation.models import ShareLink

PAGE = "strategy.map"


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
    def show(link: "ShareLink") -> HttpResponse:
        who = audience(link.audience)
        context = {"strategy": shared_strategy(link.made_by, link.query, who), "audience": who}
        return render(request, "strategy/shared.html", context)

    return opened(
        request, token, page=PAGE, route="strategy:shared", ask="strategy/shared_password.html", show=show
    )
