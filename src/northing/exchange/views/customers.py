"""Bringing customers: choose a file, match its columns, look, bring them in."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.text import slugify

from northing.exchange import commands, queries
from northing.exchange.customers import columns, files
from northing.exchange.customers.rows import CustomerReader
from northing.exchange.readers.recognised import Recognised
from northing.exchange.readers.sniffing import sniff
from northing.exchange.views.answers import SHOWN as LISTED
from northing.exchange.views.uploads import upload_of
from northing.exchange.waiting import forget
from northing.exchange.ways import CUSTOMERS
from northing.insight import policies
from northing.insight.commands.bringing_customers import Draft
from northing.insight.commands.customers import KEPT_BY
from northing.insight.queries.customer_list import CustomerList
from northing.kernel.errors import NotAllowed, Refused
from northing.kernel.toasts import toast
from northing.organisation.request import actor_of

SHOWN = 8  # customers on the page; what becomes of all of them is looked at in the background
READ = 100  # rows for them


def choose(request: HttpRequest) -> HttpResponse:
    """A file, or a pasted table."""
    actor = actor_of(request)
    if not policies.may_curate(actor):
        raise NotAllowed(KEPT_BY)
    problem = ""
    if request.method == "POST":
        try:
            found = files.SHELF.receive(actor=actor, upload=upload_of(request))
        except Refused as refusal:
            problem = str(refusal)
        else:
            return redirect("exchange:customers_file", token=found.token)
    context = {"problem": problem, "imports": queries.imports(actor, CUSTOMERS)[:LISTED], "brings": CUSTOMERS}
    return render(request, "exchange/customers.html", context, status=422 if problem else 200)


def file(request: HttpRequest, token: str) -> HttpResponse:
    """GET: the columns. POST: as they are matched, what would happen is looked at in the background."""
    actor = actor_of(request)
    found = files.SHELF.waiting(actor, token)
    recognised = sniff(found.path, found.name)
    asked = request.POST if request.method == "POST" else request.GET
    targets = columns.chosen(recognised.names, asked.dict())
    reader = CustomerReader(actor, recognised, targets)
    system = (asked.get("system") or slugify(Path(found.name).stem))[:40] or "file"
    if request.method == "POST" and not reader.lacks:
        of = commands.take_over(
            actor=actor, waiting=found, recognised=recognised, targets=targets, system=system
        )
        commands.ask_look(actor=actor, of=of)
        return redirect("exchange:import", pk=of.pk)
    context = {
        "file": found,
        "recognised": recognised,
        "system": system,
        "columns": _columns(recognised, targets),
        "targets": columns.TARGETS.items(),
        "lacks": reader.lacks,
        "examples": _examples(reader, found.path, recognised),
    }
    template = (
        "exchange/_customers_file.html" if request.headers.get("HX-Request") else "exchange/customers_file.html"
    )
    return render(request, template, context, status=422 if request.method == "POST" else 200)


def discard(request: HttpRequest, token: str) -> HttpResponse:
    found = files.SHELF.waiting(actor_of(request), token)
    forget(found)
    toast(request, f"Forgot {found.name}")
    return redirect("exchange:customers")


def menu_line(request: HttpRequest, _: CustomerList) -> str:
    """The way here, in the menu above the list of customers."""
    if not policies.may_curate(actor_of(request)):
        return ""
    return render_to_string("exchange/_customers_menu.html")


def _examples(reader: CustomerReader, path: Path, recognised: Recognised) -> list[Draft]:
    return [] if reader.lacks else reader.read(path, recognised, first=READ).drafts[:SHOWN]


def _columns(recognised: Recognised, targets: dict[str, str]) -> list[tuple[int, str, str, tuple[str, ...]]]:
    """Place, name, target and samples of each column."""
    found = []
    for place, name in enumerate(recognised.names):
        column = recognised.column(name)
        found.append((place, name, targets[name], column.samples[:3] if column else ()))
    return found
