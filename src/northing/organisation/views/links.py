"""The links that were given to people outside."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from northing.kernel import clock
from northing.kernel.toasts import toast
from northing.organisation import commands, policies
from northing.organisation.history import watched
from northing.organisation.queries import share_links
from northing.organisation.request import actor_of


def links(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    policies.must(policies.may_make_links(actor), "Links are made by product managers, heads and owners.")
    now = clock.now()
    rows = [(link, link.is_open(now)) for link in share_links.links_visible_to(actor)]
    return render(request, "organisation/links.html", {"rows": rows})


def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    with watched() as change:
        link = commands.revoke_share_link(actor=actor, link=share_links.link(actor, pk))
    toast(request, f"Revoked the link for {link.name}", undo=change.undo_url)
    return redirect("organisation:links")
