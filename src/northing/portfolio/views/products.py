"""Products by line, and changing what is said about one where it stands."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from northing.kernel import clock
from northing.kernel.errors import Refused
from northing.kernel.numbers import whole
from northing.organisation.custom_forms import OwnForm
from northing.organisation.queries import custom_filters
from northing.organisation.queries.currency import our_currency
from northing.organisation.request import actor_of
from northing.portfolio import commands, policies, queries
from northing.portfolio.forms import FilterForm, NewProductForm, ProductForm
from northing.portfolio.queries.money import quarters_with_actuals
from northing.portfolio.queries.overview import overview
from northing.portfolio.slots import product_row
from northing.portfolio.views import matrices, overview_words
from northing.portfolio.views.facts import must_change, must_shape, own_facts, product_facts
from northing.portfolio.views.overview_words import Row
from northing.ui.in_place import ask, edit_fact

HEADS = [("name", "Product and role"), ("stage", "Stage"), ("owner", "Owner")]


@dataclass(frozen=True, slots=True)
class Listed:
    """A line's products as rows; `line` is None for those of none, and where the list is not by line."""

    line: Any
    words: str
    rows: tuple[Row, ...]


def portfolio(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    wanted, own = queries.ProductFilter.parse(request.GET), queries.own_fields()
    custom_filters.check(own, wanted.custom)
    quarter = quarter_asked(request)
    seen, currency = overview(actor, quarter), our_currency()
    grouped = wanted.sorted_by == "line"
    columns = [field for field in own if field.key in wanted.columns]
    groups = [
        (group.line, [row for row in group.products if row.pk in seen.standings])
        for group in queries.groups(actor, wanted, own)
    ]
    groups = [(line, found) for line, found in groups if found]
    rows = overview_words.rows(seen, [row for _, found in groups for row in found], clock.today())
    rules = seen.figures.rules
    context = {
        "groups": [(line, [(row, rows[row.pk]) for row in found]) for line, found in groups],
        "listed": [
            Listed(
                line,
                overview_words.line_words(seen, line, found, currency),
                tuple(rows[row.pk] for row in found),
            )
            for line, found in groups
        ],
        "lead": overview_words.lead(seen, currency),
        "grouped": grouped,
        "wanted": wanted,
        "by_line": wanted.query(sort="line"),
        "form": FilterForm(wanted, own),
        "heads": [(label, *_sorting(wanted, key)) for key, label in HEADS],
        "own_heads": [(field.name, *_sorting(wanted, field.key)) for field in columns],
        "own": own,
        "columns": columns,
        "other_fields": list(QueryDict(wanted.query(columns=())).items()),
        "counts": queries.counts(actor),
        "may_shape": policies.may_shape_portfolio(actor),
        "quarter": seen.figures.quarter,
        "quarters": quarters_with_actuals([row.product for row in seen.standings.values()]),
        "currency": currency,
        "share_growth": matrices.share_growth(seen, rules),
        "scores": matrices.attractiveness_strength(seen, rules),
        "horizons": list(
            zip(
                seen.by_horizon,
                overview_words.dumbbells(share for _, share, _ in seen.by_horizon),
                strict=True,
            )
        ),
        "mixes": [
            ("By purpose", overview_words.dumbbells(seen.by_purpose)),
            ("By horizon", overview_words.dumbbells(share for _, share, _ in seen.by_horizon)),
            ("By line", overview_words.dumbbells(share for _, share, _ in seen.by_line)),
        ],
        "selected": _beside(request.GET.get("open", ""), rows),
    }
    return render(request, "portfolio/portfolio.html", context)


def _beside(asked: str, rows: dict[int, Row]) -> int | None:
    """The product beside the list: the one asked for, else the one that is worth looking at first."""
    if asked == "none" or not rows:
        return None
    if (pk := whole(asked)) in rows:
        return pk
    return max(rows.values(), key=lambda row: row.standing.weight).product.pk


def quarter_asked(request: HttpRequest) -> date | None:
    """Of the address; None for the latest. What is no day is refused."""
    said = request.GET.get("quarter", "")
    if not said:
        return None
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise Refused(quarter=f"{said!r} is no day.") from None


def panel(request: HttpRequest, pk: int) -> HttpResponse:
    """One product beside the list."""
    actor = actor_of(request)
    found = queries.product(actor, pk)
    seen = overview(actor, quarter_asked(request))
    standing = seen.standings.get(pk)
    context = {
        "product": found,
        "standing": standing,
        "headline": overview_words.headline(standing) if standing else "Retired",
        "facts": product_facts(actor, found),
        "may_change": policies.may_change_product(actor, found),
        "may_shape": policies.may_shape_portfolio(actor),
        "product_row": product_row,
    }
    return render(request, "portfolio/panel.html", context)


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


def change_own(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """One of the organisation's own fields of a product, changed where it stands."""
    actor = actor_of(request)
    found, field = queries.product(actor, pk), queries.own_fields().get(slug)
    if field is None:
        raise Http404
    must_change(own_facts(actor, found), field.key, f"{found.name} is changed by its owner and the heads.")
    form = OwnForm(field, found.custom, request.POST if request.method == "POST" else None)

    def save(_: dict[str, Any]) -> str:
        changed = commands.change_product(actor=actor, product=found, custom=form.value())
        return f"Changed {changed.name}: {field.name}"

    return edit_fact(
        request,
        form=form,
        read=lambda: own_facts(actor, queries.product(actor, pk))[field.key],
        save=save,
        page=reverse("portfolio:product", args=[pk]),
    )
