"""Steps 3 and 4: look, bring in, follow, stop, undo."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from northing.exchange import commands, page, queries
from northing.exchange.deciding import with_features, with_sides
from northing.exchange.mapping import Mapping
from northing.exchange.views.answers import after, work
from northing.kernel.toasts import toast
from northing.organisation.request import actor_of

if TYPE_CHECKING:
    from northing.exchange.models import Import


def look(request: HttpRequest, pk: int) -> HttpResponse:
    of = queries.import_for(actor_of(request), pk)
    commands.ask_look(actor=actor_of(request), of=of)
    return after(request, of)


def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Answers to what the look asked: it is looked at anew, with them."""
    of, said = queries.import_to_match(actor_of(request), pk), request.POST
    sides = zip(said.getlist("field"), said.getlist("side"), strict=False)
    mapping = with_features(Mapping.from_json(of.mapping), said.getlist("parent"), said.getlist("feature"))
    mapping = with_sides(mapping, sides, said.getlist("shown"), said.getlist("theirs"))
    of = commands.change_mapping(actor=actor_of(request), of=of, mapping=mapping)
    commands.ask_look(actor=actor_of(request), of=of)
    return after(request, of)


def run(request: HttpRequest, pk: int) -> HttpResponse:
    of = queries.import_for(actor_of(request), pk)
    commands.ask_run(actor=actor_of(request), of=of)
    return after(request, of)


def stop(request: HttpRequest, pk: int) -> HttpResponse:
    of = queries.import_for(actor_of(request), pk)
    if "keep" in request.POST:
        commands.ask_keep(actor=actor_of(request), of=of)
        toast(request, f"Reading no further. What was read of {of.file_name} comes in")
    else:
        commands.ask_stop(actor=actor_of(request), of=of)
        toast(request, f"Stopping {of.file_name}. Nothing of it stays")
    return after(request, of)


def rest(request: HttpRequest, pk: int) -> HttpResponse:
    """The same file goes on where it was cut short, as an import of its own."""
    of = queries.import_for(actor_of(request), pk)
    return redirect("exchange:import", pk=commands.bring_rest(actor=actor_of(request), of=of).pk)


def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Asked every second while something is under way; when it has ended, the whole page answers."""
    of = queries.import_for(actor_of(request), pk)
    if not of.is_under_way:
        if of.is_undone:
            toast(request, _taken_back(of))
        elif of.is_in and not of.problem:
            figures = page.outcome_of(of).figures["rows"]
            said = f"Brought in {figures['created']:,} new and {figures['updated']:,} changed rows"
            toast(request, said, undo=reverse("exchange:undo", args=[of.pk]))
        return _moved(work(request, of))
    return render(request, "exchange/progress_arriving.html", {"of": of})


def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Its page follows the undoing, which the background does."""
    of = queries.import_for(actor_of(request), pk)
    commands.ask_undo(actor=actor_of(request), of=of)
    address = reverse("exchange:import", args=[of.pk])
    if request.headers.get("HX-Request"):  # also from the toast, which changes no part of the page by itself
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)


def _taken_back(of: "Import") -> str:
    undone = of.outcome["undone"]
    stayed = f"; {undone['stayed']:,} that were changed since stay" if undone["stayed"] else ""
    return f"Took back {undone['removed'] + undone['restored']:,} rows{stayed}"


def _moved(response: HttpResponse) -> HttpResponse:
    """The answer goes to the whole page instead of the part that asked."""
    response["HX-Retarget"] = "#work"
    response["HX-Reswap"] = "outerMorph"
    return response
