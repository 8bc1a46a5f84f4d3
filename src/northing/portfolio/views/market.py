"""Competitors and market notes."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from northing.kernel.errors import NotAllowed
from northing.organisation.queries.currency import our_currency
from northing.organisation.request import actor_of
from northing.portfolio import commands, policies
from northing.portfolio.forms.market import CompetitorForm, EstimateForm, SignalForm
from northing.portfolio.queries import market as queries
from northing.ui.in_place import ask


def market(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    context = {
        "market": queries.market(actor),
        "may_note": policies.may_note_market(actor),
        "currency": our_currency(),
    }
    return render(request, "portfolio/market.html", context)


def new_competitor(request: HttpRequest) -> HttpResponse:
    actor, page = _noting(request)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        return f"Added {commands.save_competitor(actor=actor, **said)}", page

    form = CompetitorForm(request.POST or None, actor=actor)
    return ask(request, form=form, title="New competitor", verb="Add", save=save, page=page)


def edit_competitor(request: HttpRequest, pk: int) -> HttpResponse:
    actor, page = _noting(request)
    found = queries.competitor(actor, pk)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        if said.pop("gone"):
            commands.remove_competitor(actor=actor, competitor=found)
            return f"Removed {found.name}", page
        return f"Changed {commands.save_competitor(actor=actor, competitor=found, **said)}", page

    form = CompetitorForm(request.POST or None, actor=actor, row=found)
    return ask(request, form=form, title=f"Change {found}", verb="Change", save=save, page=page, about=found)


def estimate(request: HttpRequest, pk: int) -> HttpResponse:
    """What a competitor's answer to one of our products brings a year, with source and date."""
    actor, page = _noting(request)
    row = queries.rivalry(actor, pk)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        commands.estimate_rival(actor=actor, rivalry=row, **said)
        return f"Estimated {row.competitor} against {row.product}", page

    form = EstimateForm(request.POST or None, row=row)
    title = f"{row.competitor} against {row.product}"
    lead = f"In {our_currency()}. Our share is told as a multiple of the largest competitor's."
    return ask(request, form=form, title=title, lead=lead, verb="Estimate", save=save, page=page, about=row)


def new_signal(request: HttpRequest) -> HttpResponse:
    actor, page = _noting(request)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        commands.note_signal(actor=actor, **said)
        return "Noted what was seen", page

    product = request.GET.get("product", "")
    form = SignalForm(request.POST or None, actor=actor, product=product if product.isdecimal() else "")
    return ask(request, form=form, title="Seen in the market", verb="Note", save=save, page=page)


def edit_signal(request: HttpRequest, pk: int) -> HttpResponse:
    actor, page = _noting(request)
    found = queries.signal(actor, pk)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        if said.pop("gone"):
            commands.remove_signal(actor=actor, signal=found)
            return "Removed what was seen", page
        commands.change_signal(actor=actor, signal=found, **said)
        return "Changed what was seen", page

    form = SignalForm(request.POST or None, actor=actor, row=found)
    return ask(
        request, form=form, title="Change what was seen", verb="Change", save=save, page=page, about=found
    )


def _noting(request: HttpRequest) -> tuple[Any, str]:
    actor = actor_of(request)
    if not policies.may_note_market(actor):
        raise NotAllowed("What the market does is noted by those who work here.")
    return actor, reverse("portfolio:market")
