"""Files: choosing one, what became of each, and the rows that were refused."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from northing.exchange import commands, page, queries
from northing.exchange.views.answers import HOMES, SHOWN, work
from northing.exchange.views.uploads import upload_of
from northing.exchange.ways import FEEDBACK, WORK
from northing.exchange.writers import HEAD, refused_lines
from northing.insight import policies
from northing.kernel.errors import Refused
from northing.kernel.toasts import toast
from northing.organisation.request import actor_of
from northing.ui.spreadsheets import spreadsheet

if TYPE_CHECKING:
    from northing.exchange.models import Import


def imports(request: HttpRequest) -> HttpResponse:
    """Choose a file, and what came before; a POST brings one, or a pasted table."""
    return _choose(request, WORK, "exchange/imports.html")


def feedback(request: HttpRequest) -> HttpResponse:
    """The same for files of what customers say."""
    return _choose(request, FEEDBACK, "exchange/feedback.html")


def _choose(request: HttpRequest, brings: str, template: str) -> HttpResponse:
    actor = actor_of(request)
    queries.require_importer(actor)
    problem = ""
    if request.method == "POST":
        try:
            found = commands.receive(actor=actor, upload=upload_of(request), brings=brings)
        except Refused as refusal:
            problem = str(refusal)
        else:
            _look_at_once(request, found)
            return redirect("exchange:import", pk=found.pk)
    context = {
        "imports": queries.imports(actor, brings)[:SHOWN],
        "problem": problem,
        "brings": brings,
        "may_connect": policies.may_set_rules(actor),
    }
    return render(request, template, context, status=422 if problem else 200)


def one(request: HttpRequest, pk: int) -> HttpResponse:
    return work(request, queries.import_for(actor_of(request), pk))


def discard(request: HttpRequest, pk: int) -> HttpResponse:
    found = queries.import_for(actor_of(request), pk)
    commands.discard(actor=actor_of(request), of=found)
    toast(request, f"Forgot {found.file_name}")
    return redirect(HOMES[found.brings])


def refused_rows(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = queries.import_for(actor_of(request), pk)
    name = f"{found.path.stem[:8]}-refused"
    return spreadsheet("csv", name, HEAD, refused_lines(queries.refused_rows(found).iterator()))


def _look_at_once(request: HttpRequest, found: "Import") -> None:
    """Where nothing is missing, what would happen is looked at while the person reads the columns."""
    if not page.matching_of(actor_of(request), found).lacks:
        commands.ask_look(actor=actor_of(request), of=found)
