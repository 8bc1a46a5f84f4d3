"""The lines that products belong to."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from northing.organisation.queries.history import history_of
from northing.organisation.request import actor_of
from northing.portfolio import commands, policies, queries
from northing.portfolio.forms import LineForm, NewLineForm
from northing.portfolio.slots import product_row
from northing.portfolio.views.facts import line_facts, must_change, must_shape, product_facts
from northing.ui.in_place import ask, edit_fact


def lines(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    context = {
        "lines": [(line, line_facts(actor, line)) for line in queries.lines(actor)],
        "may_shape": policies.may_shape_portfolio(actor),
    }
    return render(request, "portfolio/lines.html", context)


def new_line(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    must_shape(actor)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        made = commands.create_line(actor=actor, **said)
        return f"Created the line {made.name}", reverse("portfolio:lines")

    form = NewLineForm(request.POST or None)
    return ask(
        request, form=form, title="New product line", verb="Create", save=save, page=reverse("portfolio:lines")
    )


def line(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = queries.line(actor, pk)
    rows = queries.products(actor, queries.ProductFilter.parse(f"line={pk}"))
    context = {
        "line": found,
        "facts": line_facts(actor, found),
        "rows": [(row, product_facts(actor, row)) for row in rows],
        "may_shape": policies.may_shape_portfolio(actor),
        "history": history_of(actor, found),
        "product_row": product_row,
    }
    return render(request, "portfolio/line.html", context)


def change_line(request: HttpRequest, pk: int, field: str) -> HttpResponse:
    """One field of a line, changed where it stands."""
    actor = actor_of(request)
    found = queries.line(actor, pk)
    if field not in LineForm.base_fields:
        raise Http404
    must_change(line_facts(actor, found), field, "Lines are changed by owners and heads of product.")

    def save(said: dict[str, Any]) -> str:
        changed = commands.change_line(actor=actor, line=found, **said)
        return f"Changed {changed.name}: {line_facts(actor, changed)[field].label.lower()}"

    return edit_fact(
        request,
        form=LineForm(request.POST if request.method == "POST" else None, row=found, only=field),
        read=lambda: line_facts(actor, queries.line(actor, pk))[field],
        save=save,
        page=reverse("portfolio:line", args=[pk]),
    )
