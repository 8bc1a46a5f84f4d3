"""Products by line, and changing what is said about one where it stands."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from northing.organisation.request import actor_of
from northing.portfolio import commands, policies, queries
from northing.portfolio.forms import FilterForm, NewProductForm, ProductForm
from northing.portfolio.slots import product_row
from northing.portfolio.views.facts import must_change, must_shape, product_facts
from northing.ui.in_place import ask, edit_fact

HEADS = [("name", "Product"), ("stage", "Stage"), ("owner", "Owner"), ("role", "Business role")]


def portfolio(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    wanted = queries.ProductFilter.parse(request.GET)
    grouped = wanted.sort.removeprefix("-") == "line"
    groups = queries.groups(actor, wanted)
    context = {
        "groups": [
            (group.line, [(row, product_facts(actor, row)) for row in group.products]) for group in groups
        ],
        "grouped": grouped,
        "any": bool(groups),
        "wanted": wanted,
        "by_line": wanted.query(sort="line"),
        "form": FilterForm(wanted),
        "heads": [(label, *_sorting(wanted, key)) for key, label in HEADS],
        "counts": queries.counts(actor),
        "may_shape": policies.may_shape_portfolio(actor),
        "product_row": product_row,
    }
    return render(request, "portfolio/portfolio.html", context)


def _sorting(wanted: queries.ProductFilter, key: str) -> tuple[str, str]:
    """The address that a column's head leads to, and how the list is sorted by it now."""
    if wanted.sort == key:
        return wanted.query(sort=f"-{key}"), "ascending"
    return wanted.query(sort=key), "descending" if wanted.sort == f"-{key}" else ""


def new_product(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    must_shape(actor)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        made = commands.create_product(actor=actor, **said)
        return f"Created {made.name}", reverse("portfolio:product", args=[made.pk])

    form = NewProductForm(request.POST or None)
    return ask(
        request, form=form, title="New product", verb="Create", save=save, page=reverse("portfolio:portfolio")
    )


def change_product(request: HttpRequest, pk: int, field: str) -> HttpResponse:
    """One field of a product, changed where it stands."""
    actor = actor_of(request)
    found = queries.product(actor, pk)
    if field not in ProductForm.base_fields:
        raise Http404
    must_change(product_facts(actor, found), field, f"{found.name} is changed by its owner and the heads.")

    def save(said: dict[str, Any]) -> str:
        changed = commands.change_product(actor=actor, product=found, **said)
        return f"Changed {changed.name}: {product_facts(actor, changed)[field].label.lower()}"

    return edit_fact(
        request,
        form=ProductForm(request.POST if request.method == "POST" else None, row=found, only=field),
        read=lambda: product_facts(actor, queries.product(actor, pk))[field],
        save=save,
        page=reverse("portfolio:product", args=[pk]),
    )
