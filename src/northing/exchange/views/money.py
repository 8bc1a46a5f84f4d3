"""Bringing budgets, costs and revenue: choose a file, look, bring it in, take it back."""

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from northing.exchange.money.files import BROUGHT_BY, SHELF
from northing.exchange.money.rows import Read, read_money
from northing.exchange.readers.sniffing import sniff
from northing.exchange.views.choosing import choose_file
from northing.exchange.waiting import Waiting, forget
from northing.kernel.errors import NotAllowed, Refused
from northing.kernel.toasts import toast
from northing.organisation.history import watched
from northing.organisation.queries.currency import our_currency
from northing.organisation.request import actor_of
from northing.portfolio import commands, policies
from northing.portfolio.queries.money_coming import Coming, money_coming
from northing.ui import formatting

SHOWN = 50  # rows on the page: there is no end to what can be wrong with a file


def choose(request: HttpRequest) -> HttpResponse:
    """A file, or a pasted table."""
    if not policies.may_shape_portfolio(actor_of(request)):
        raise NotAllowed(BROUGHT_BY)
    return choose_file(request, SHELF, template="exchange/money.html", then="exchange:money_file")


def file(request: HttpRequest, token: str) -> HttpResponse:
    """What would be created, changed and refused. A POST does it."""
    actor = actor_of(request)
    waiting = SHELF.waiting(actor, token)
    recognised, read, problem = sniff(waiting.path, waiting.name), Read(), ""
    try:
        read = read_money(actor, waiting.path, recognised)
        if request.method == "POST":
            return _brought(request, waiting, read)
    except Refused as refusal:
        problem = str(refusal)
    coming, currency = money_coming(read.amounts), our_currency()
    context = {
        "file": waiting,
        "recognised": recognised,
        "problem": problem,
        "read": read,
        "counts": Counter(one.kind for one in coming),
        "moving": [_in_words(one, currency) for one in coming if one.kind != "same"][:SHOWN],
        "refused": read.refused[:SHOWN],
    }
    return render(request, "exchange/money_file.html", context, status=422 if problem else 200)


def discard(request: HttpRequest, token: str) -> HttpResponse:
    found = SHELF.waiting(actor_of(request), token)
    forget(found)
    toast(request, f"Forgot {found.name}")
    return redirect("exchange:money")


def _brought(request: HttpRequest, waiting: Waiting, read: Read) -> HttpResponse:
    if not read.amounts:
        raise Refused("No row of the file can come in.")
    with watched() as change:
        brought = commands.bring_amounts(actor=actor_of(request), amounts=read.amounts)
    forget(waiting)
    said = f"Brought {formatting.counted(brought.created, 'new amount')}, {brought.updated} changed,"
    said += f" {brought.unchanged} as they were"
    if read.refused:
        said += f"; {formatting.counted(len(read.refused), 'row')} stayed out"
    toast(request, said, undo=change.undo_url)
    return redirect(reverse("portfolio:portfolio"))


def _in_words(coming: Coming, currency: str) -> dict[str, Any]:
    """A row of the table of what would change."""
    amount = coming.amount
    return {
        "kind": coming.kind,
        "product": amount.product,
        "quarter": amount.starts_on,
        "purpose": amount.purpose or "Revenue",
        "cells": [
            (_money(was, currency) if was != will and was is not None else "", _money(will, currency))
            for was, will in zip(coming.before, coming.after, strict=True)
        ],
    }


def _money(amount: Any, currency: str) -> str:
    return formatting.short_money(float(amount), currency) if amount is not None else formatting.NOTHING
