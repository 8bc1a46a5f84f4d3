"""What products cost and bring: typed in where it stands, or brought by a file."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from northing.kernel.errors import NotAllowed
from northing.kernel.numbers import whole
from northing.organisation.queries.currency import our_currency
from northing.organisation.request import actor_of
from northing.portfolio import commands, policies, queries
from northing.portfolio.forms.money import AmountForm, PurposeForm, RulesForm
from northing.portfolio.queries import money as figures
from northing.portfolio.queries.money_table import Cell, cell, classes, money_table, purpose
from northing.portfolio.views.facts import must_shape
from northing.ui import formatting
from northing.ui.in_place import Fact, ask, edit_fact

FIELDS = ("budget", "actual")


def money(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = queries.product(actor, pk)
    may_change = policies.may_change_product(actor, found)
    rows, currency = money_table(found), our_currency()
    context = {
        "product": found,
        "heads": [("Revenue", 2), *((one.name, 2) for one in classes())],
        "rows": [
            (row, [_fact(pk, row.starts_on, one, currency, may_change=may_change) for one in row.cells])
            for row in rows
        ],
        "currency": currency,
        "may_change": may_change,
        "may_shape": policies.may_shape_portfolio(actor),
    }
    return render(request, "portfolio/money.html", context)


def amount(request: HttpRequest, pk: int, quarter: str, of: str, field: str) -> HttpResponse:
    """One cell of the table."""
    actor = actor_of(request)
    found = queries.product(actor, pk)
    try:
        starts_on = date.fromisoformat(quarter)
    except ValueError:
        raise Http404 from None
    if field not in FIELDS or (of != "revenue" and whole(of) is None):
        raise Http404
    if not policies.may_change_product(actor, found):
        raise NotAllowed(f"The amounts of {found.name} are entered by its owner and the heads.")
    now, currency = cell(found, starts_on, of, field), our_currency()
    typed = request.POST if request.method == "POST" else None

    def save(said: dict[str, Any]) -> str:
        kind = None if of == "revenue" else purpose(int(of))
        commands.set_amount(
            actor=actor, product=found, starts_on=starts_on, field=field, amount=said["amount"], purpose=kind
        )
        return f"{now.name}, {field}, {formatting.quarter(starts_on)}: saved"

    return edit_fact(
        request,
        form=AmountForm(typed, amount=now.amount, label=_label(now)),
        read=lambda: _fact(pk, starts_on, cell(found, starts_on, of, field), currency, may_change=True),
        save=save,
        page=reverse("portfolio:money", args=[pk]),
    )


def _label(of: Cell) -> str:
    return f"{of.name}, {of.field}"


def _fact(pk: int, quarter: date, of: Cell, currency: str, *, may_change: bool) -> Fact:
    address = reverse("portfolio:amount", args=[pk, quarter.isoformat(), of.of, of.field]) if may_change else ""
    text = formatting.short_money(float(of.amount), currency) if of.amount is not None else ""
    return Fact(f"{_label(of)}, {formatting.quarter(quarter)}", text, address, empty=formatting.NOTHING)


def purposes(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    rows = classes()
    context = {
        "purposes": rows,
        "total": sum(row.target or 0 for row in rows),
        "rules": figures.rules(),
        "currency": our_currency(),
        "may_shape": policies.may_shape_portfolio(actor),
    }
    return render(request, "portfolio/purposes.html", context)


def new_purpose(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    must_shape(actor)
    page = reverse("portfolio:purposes")

    def save(said: dict[str, Any]) -> tuple[str, str]:
        return f"Added {commands.create_class(actor=actor, **said)}", page

    form = PurposeForm(request.POST or None)
    return ask(request, form=form, title="New purpose of money", verb="Add", save=save, page=page)


def change_purpose(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    must_shape(actor)
    row, page = purpose(pk), reverse("portfolio:purposes")

    def save(said: dict[str, Any]) -> tuple[str, str]:
        return f"Changed {commands.change_class(actor=actor, row=row, **said)}", page

    form = PurposeForm(request.POST or None, initial={"name": row.name, "target": row.target})
    return ask(request, form=form, title=f"Change {row.name}", verb="Change", save=save, page=page, about=row)


def rules(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    must_shape(actor)
    page, now = reverse("portfolio:purposes"), figures.rules()

    def save(said: dict[str, Any]) -> tuple[str, str]:
        commands.set_rules(actor=actor, **said)
        return "Changed the rules of the portfolio", page

    form = RulesForm(request.POST or None, initial={name: getattr(now, name) for name in RulesForm.base_fields})
    return ask(request, form=form, title="Rate and cuts", verb="Change", save=save, page=page)
