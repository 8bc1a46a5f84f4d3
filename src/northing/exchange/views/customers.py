"""Bringing customers: choose a file, match its columns, look, bring them in."""

from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.text import slugify

from northing.exchange.customers import columns, files
from northing.exchange.customers.rows import CustomerReader, Read
from northing.exchange.readers.recognised import Recognised
from northing.exchange.readers.sniffing import sniff
from northing.insight import commands, policies
from northing.insight.queries.customer_list import CustomerList
from northing.kernel.errors import NotAllowed, Refused
from northing.kernel.toasts import toast
from northing.organisation.history import watched
from northing.organisation.request import actor_of
from northing.ui import formatting

SHOWN = 50  # refused rows on the page; there is no end to what can be wrong with a file


def choose(request: HttpRequest) -> HttpResponse:
    """A file, or a pasted table."""
    actor = actor_of(request)
    if not policies.may_curate(actor):
        raise NotAllowed(commands.KEPT_BY)
    problem = ""
    if request.method == "POST":
        try:
            found = files.receive(actor=actor, upload=_upload(request))
        except Refused as refusal:
            problem = str(refusal)
        else:
            return redirect("exchange:customers_file", token=found.token)
    context = {"problem": problem}
    return render(request, "exchange/customers.html", context, status=422 if problem else 200)


def file(request: HttpRequest, token: str) -> HttpResponse:
    """GET: the columns and what would happen. POST: bring them in as the columns are matched."""
    actor = actor_of(request)
    found = files.waiting(actor, token)
    recognised = sniff(found.path, found.name)
    asked = request.POST if request.method == "POST" else request.GET
    targets = columns.chosen(recognised.names, asked.dict())
    reader = CustomerReader(actor, recognised, targets)
    system = (asked.get("system") or slugify(Path(found.name).stem))[:40] or "file"
    read = reader.read(found.path, recognised) if not reader.lacks else Read()
    if request.method == "POST" and not reader.lacks:
        with watched() as change:
            done = commands.bring_customers(actor=actor, drafts=read.drafts, system=system, reason=found.name)
        said = (
            f"{formatting.counted(done.new, 'customer')} new, {done.changed} changed, {done.same} as they were"
        )
        if read.refused:
            said += f"; {formatting.counted(len(read.refused), 'row')} refused"
        toast(request, said, undo=change.undo_url)
        files.forget(found)
        return redirect("insight:customers")
    context = {
        "file": found,
        "recognised": recognised,
        "system": system,
        "columns": _columns(recognised, targets),
        "targets": columns.TARGETS.items(),
        "lacks": reader.lacks,
        "read": read,
        "shown": read.refused[:SHOWN],
        "expected": commands.look_at_customers(read.drafts, system),
        "examples": read.drafts[:8],
    }
    template = (
        "exchange/_customers_file.html" if request.headers.get("HX-Request") else "exchange/customers_file.html"
    )
    return render(request, template, context, status=422 if request.method == "POST" else 200)


def discard(request: HttpRequest, token: str) -> HttpResponse:
    found = files.waiting(actor_of(request), token)
    files.forget(found)
    toast(request, f"Forgot {found.name}")
    return redirect("exchange:customers")


def menu_line(request: HttpRequest, _: CustomerList) -> str:
    """The way here, in the menu above the list of customers."""
    if not policies.may_curate(actor_of(request)):
        return ""
    return render_to_string("exchange/_customers_menu.html")


def _columns(recognised: Recognised, targets: dict[str, str]) -> list[tuple[int, str, str, tuple[str, ...]]]:
    """Place, name, target and samples of each column."""
    found = []
    for place, name in enumerate(recognised.names):
        column = recognised.column(name)
        found.append((place, name, targets[name], column.samples[:3] if column else ()))
    return found


def _upload(request: HttpRequest) -> "UploadedFile[bytes]":
    if given := request.FILES.get("file"):
        return given
    if table := request.POST.get("table", "").strip():
        return SimpleUploadedFile("Pasted table.csv", table.encode())
    raise Refused("Choose a file, or paste a table.")
