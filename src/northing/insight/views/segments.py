"""Segments, and the exchange rates that make revenues comparable."""

from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from northing.insight import commands, policies
from northing.insight.forms.segments import RateForm, SegmentForm
from northing.insight.queries import segments as queries
from northing.insight.queries.segment_rules import in_words, read_rule
from northing.insight.views.customers import must_curate
from northing.kernel.errors import NotAllowed, Refused
from northing.kernel.toasts import toast
from northing.organisation.history import watched
from northing.organisation.queries.currency import our_currency
from northing.organisation.request import actor_of
from northing.ui import formatting
from northing.ui.in_place import ask

if TYPE_CHECKING:
    from northing.organisation.models import Member


def segments(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    context = {
        "rows": queries.segments(),
        "rates": queries.rates(),
        "currency": our_currency(),
        "may_curate": policies.may_curate(actor),
        "may_set_rules": policies.may_set_rules(actor),
    }
    return render(request, "insight/segments.html", context)


def new_segment(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    must_curate(actor)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        made = commands.create_segment(actor=actor, **said)
        return f"Created the segment {made.name}", reverse("insight:segments")

    return _ask_segment(request, SegmentForm(request.POST or None), "New segment", "Create", save)


def change_segment(request: HttpRequest, pk: int) -> HttpResponse:
    actor, found = actor_of(request), queries.segment(pk)
    must_curate(actor)
    initial = {"name": found.name, "description": found.description, "rule": in_words(found.rule)}

    def save(said: dict[str, Any]) -> tuple[str, str]:
        changed = commands.change_segment(actor=actor, segment=found, **said)
        return f"Changed the segment {changed.name}", reverse("insight:segments")

    form = SegmentForm(request.POST or None, initial=initial)
    return _ask_segment(request, form, found.name, "Save", save, found)


def remove_segment(request: HttpRequest, pk: int) -> HttpResponse:
    actor, found = actor_of(request), queries.segment(pk)
    must_curate(actor)
    with watched() as change:
        commands.remove_segment(actor=actor, segment=found)
    toast(request, f"Removed the segment {found.name}", undo=change.undo_url)
    return redirect("insight:segments")


def segment_count(request: HttpRequest) -> HttpResponse:
    """How many customers the rule means that somebody is typing."""
    must_curate(actor_of(request))
    try:
        rule = read_rule(request.POST.get("rule", ""))
    except Refused as refusal:
        return HttpResponse(refusal.errors["rule"], content_type="text/plain")
    words = f"Means {formatting.counted(queries.meant(rule), 'customer')} now." if rule else "Filled by hand."
    return HttpResponse(words, content_type="text/plain")


def set_rate(request: HttpRequest) -> HttpResponse:
    """A new rate, or another one for the currency in the address."""
    actor = actor_of(request)
    _must_set_rates(actor)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        row = commands.set_rate(actor=actor, **said)
        return f"{row.currency} is worth {row.rate.normalize():f} {our_currency()}", reverse("insight:segments")

    form = RateForm(request.POST or None, initial={"currency": request.GET.get("currency", "")})
    return ask(
        request, form=form, title="Exchange rate", verb="Save", save=save, page=reverse("insight:segments")
    )


def remove_rate(request: HttpRequest, pk: int) -> HttpResponse:
    actor, found = actor_of(request), queries.rate(pk)
    _must_set_rates(actor)
    with watched() as change:
        commands.remove_rate(actor=actor, rate=found)
    toast(request, f"{found.currency} has no rate any more", undo=change.undo_url)
    return redirect("insight:segments")


def _ask_segment(
    request: HttpRequest, form: SegmentForm, title: str, verb: str, save: Any, about: Model | None = None
) -> HttpResponse:
    page = reverse("insight:segments")
    return ask(request, form=form, title=title, verb=verb, save=save, page=page, about=about)


def _must_set_rates(actor: "Member") -> None:
    if not policies.may_set_rules(actor):
        raise NotAllowed("Exchange rates are kept by owners and heads of product.")
