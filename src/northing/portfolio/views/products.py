"""Products by line, a product's page, and changing what is said about it where it stands."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from northing.kernel.errors import NotAllowed
from northing.organisation.queries.history import history_of
from northing.organisation.request import actor_of
from northing.portfolio import commands, policies, queries
from northing.portfolio.forms import FilterForm, NewProductForm, ProductForm, StageForm
from northing.portfolio.slots import product_page, product_row
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


def product(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = queries.product(actor, pk)
    may_change = policies.may_change_product(actor, found)
    context = {
        "product": found,
        "facts": product_facts(actor, found),
        "stages": queries.stage_changes(found),
        "may_change": may_change,
        "history": history_of(found),
        "restorable": " ".join(commands.BY_HEADS if actor.runs_the_place else commands.BY_OWNER),
        "product_page": product_page,
    }
    return render(request, "portfolio/product.html", context)


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


def change_stage(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks where the product stands now, and why."""
    actor = actor_of(request)
    found = queries.product(actor, pk)
    if not policies.may_change_product(actor, found):
        raise NotAllowed(f"{found.name} is moved along its life by its owner and the heads.")

    page = reverse("portfolio:product", args=[pk])

    def save(said: dict[str, Any]) -> tuple[str, str]:
        change = commands.change_stage(actor=actor, product=found, **said)
        return f"{found.name} is in {change.get_stage_display().lower()} now", page

    return ask(
        request,
        form=StageForm(request.POST or None, initial={"stage": found.stage}),
        title=f"Change the stage of {found.name}",
        verb="Change stage",
        lead=f"It is in {found.get_stage_display().lower()}.",
        save=save,
        page=page,
    )
