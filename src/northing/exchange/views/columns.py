"""Step 2: where columns go, where values go, and mappings kept by name."""

from dataclasses import replace
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from northing.exchange import commands, page, queries
from northing.exchange.mapping import Mapping
from northing.exchange.reviewing import with_places
from northing.exchange.views.answers import after
from northing.kernel.errors import Refused
from northing.kernel.numbers import whole
from northing.kernel.toasts import toast
from northing.organisation.request import actor_of

if TYPE_CHECKING:
    from northing.exchange.models import Import


def column(request: HttpRequest, pk: int) -> HttpResponse:
    """Where one column goes: `answer` is the number of an answer, otherwise `target` says it."""
    of = queries.import_to_match(actor_of(request), pk)
    name, mapping = request.POST.get("column", ""), Mapping.from_json(of.mapping)
    if queries.recognised_file(of).column(name) is None:
        raise Refused(f"The file has no column “{name}”.")
    if answer := request.POST.get("answer", ""):
        mapping = page.answered(of, mapping, name, whole(answer))
    else:
        mapping = mapping.with_column(name, request.POST.get("target", ""))
    return _changed(request, of, mapping, current=name)


def places(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the values of a column of states, kinds or sizes go."""
    of = queries.import_to_match(actor_of(request), pk)
    name, mapping = request.POST.get("column", ""), Mapping.from_json(of.mapping)
    values, chosen = request.POST.getlist("value"), request.POST.getlist("place")
    if len(values) != len(chosen):
        raise Refused("Every value needs a place. Reload the page and try again.")
    return _changed(request, of, with_places(mapping, mapping.target_of(name), values, chosen), current=name)


def options(request: HttpRequest, pk: int) -> HttpResponse:
    """Teams, the clock's place, what is too old, swapped dates. What was looked at is looked at anew."""
    of = queries.import_to_match(actor_of(request), pk)
    looked = of.expected
    mapping = Mapping.from_json(of.mapping)
    mapping = replace(
        mapping,
        team_from=request.POST.get("team_from", mapping.team_from),
        zone=request.POST.get("zone", mapping.zone).strip() or "UTC",
        closed_before=request.POST.get("closed_before", mapping.closed_before),
        swap_dates="swap_dates" in request.POST,
    )
    of = commands.change_mapping(actor=actor_of(request), of=of, mapping=mapping)
    if looked:
        commands.ask_look(actor=actor_of(request), of=of)
    return after(request, of)


def row(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """What another row becomes."""
    of = queries.import_to_match(actor_of(request), pk)
    if not of.may_be_matched:
        raise Refused("This import is being brought in, or is in.")
    matching = page.matching_of(actor_of(request), of, max(1, number))
    return render(request, "exchange/_row.html", {"of": of, "matching": matching})


def save_mapping(request: HttpRequest, pk: int) -> HttpResponse:
    of = queries.import_to_match(actor_of(request), pk)
    saved = commands.save_mapping(actor=actor_of(request), of=of, name=request.POST.get("name", ""))
    toast(request, f"Saved the matches as {saved.name}")
    return after(request, of)


def use_mapping(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a saved mapping, or start fresh when none is named."""
    actor = actor_of(request)
    of = queries.import_to_match(actor, pk)
    chosen = request.POST.get("saved", "")
    if chosen and (saved := queries.saved_mapping(chosen)) is None:
        raise Refused(f"No matches are saved as {chosen}.")
    of = commands.match_anew(actor=actor, of=of, saved=saved if chosen else None)
    toast(request, f"Matched as in {chosen}" if chosen else "Matched anew")
    return after(request, of)


def _changed(request: HttpRequest, of: "Import", mapping: Mapping, *, current: str = "") -> HttpResponse:
    of = commands.change_mapping(actor=actor_of(request), of=of, mapping=mapping)
    return after(request, of, current=current)
