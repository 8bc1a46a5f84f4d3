"""The list of customers, the one beside it, and making a new one."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from northing.insight import commands, policies, slots
from northing.insight.forms.customers import CustomerFilterForm, NewCustomerForm
from northing.insight.queries.customer_columns import COLUMNS
from northing.insight.queries.customer_filter import SORTS, CustomerFilter
from northing.insight.queries.customer_list import CustomerList, customer_list
from northing.insight.queries.customer_outcomes import ORDER, overdue
from northing.insight.queries.customer_panel import customer_panel
from northing.insight.queries.customer_words import chips
from northing.insight.queries.saved_lists import CUSTOMERS
from northing.kernel.errors import NotAllowed
from northing.kernel.numbers import whole
from northing.organisation.queries.currency import our_currency
from northing.organisation.queries.saved_lists import views as saved_views
from northing.organisation.request import actor_of
from northing.ui.in_place import ask

if TYPE_CHECKING:
    from northing.organisation.models import Member

WORDS = {
    "revenue": "Revenue", "name": "Name", "renews": "Renewal", "health": "Health", "owner": "Owner",
    "plan": "Plan", "country": "Country", "since": "Customer since",
}  # fmt: skip


def customers(request: HttpRequest) -> HttpResponse:
    """The list with one of them beside it, or the table."""
    actor, wanted = actor_of(request), CustomerFilter.parse(request.GET)
    found = customer_list(actor, wanted)
    if wanted.page > found.pages:
        return redirect(f"{request.path}?{wanted.query(page=found.pages)}")
    context = {
        "list": found,
        "wanted": wanted,
        "query": wanted.query(),
        "currency": our_currency(),
        "overdue": overdue(actor),
        "chips": chips(actor, wanted),
        "views": saved_views(actor, CUSTOMERS, wanted),
        "sorts": [(WORDS[key], wanted.query(sort=_first_way(key))) for key in SORTS],
        "sorted_by": WORDS[wanted.sort.removeprefix("-")],
        "columns": COLUMNS.values(),
        "heads": [(column, *_sorting(wanted, column.sort)) for column in COLUMNS.values()],
        "other_view": wanted.query(table=not wanted.table),
        "legend": [(css, became.label) for became, css in ORDER],
        "customers_menu": slots.customers_menu,
        "selected": None if wanted.table else _beside(request.GET.get("open", ""), found),
        "may_curate": policies.may_curate(actor),
        "may_set_rules": policies.may_set_rules(actor),
        "may_erase": policies.may_erase(actor),
        "previous": wanted.query(page=wanted.page - 1) if wanted.page > 1 else "",
        "following": wanted.query(page=wanted.page + 1) if wanted.page < found.pages else "",
    }
    return render(request, "insight/customers.html", context)


def panel(request: HttpRequest, pk: int) -> HttpResponse:
    """What stands beside the list for one customer."""
    return render(request, "insight/customer_panel.html", panel_context(actor_of(request), pk))


def panel_context(actor: "Member", pk: int) -> dict[str, Any]:
    return {
        "panel": customer_panel(actor, pk),
        "currency": our_currency(),
        "may_triage": policies.may_triage(actor),
        "may_curate": policies.may_curate(actor),
    }


def filters(request: HttpRequest) -> HttpResponse:
    """The dialog in which the list is narrowed; it asks for the list by its address, like a link."""
    wanted = CustomerFilter.parse(request.GET)
    context = {"form": CustomerFilterForm(actor_of(request), wanted), "kept": wanted}
    return render(request, "insight/customers_filters.html", context)


def new_customer(request: HttpRequest) -> HttpResponse:
    """A dialog that asks who it is; a POST makes it."""
    actor = actor_of(request)
    must_curate(actor)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        made = commands.create_customer(actor=actor, **said)
        return f"Created {made.name}", reverse("insight:customer", args=[made.pk])

    return ask(
        request,
        form=NewCustomerForm(request.POST or None),
        title="New customer",
        verb="Create",
        save=save,
        page=reverse("insight:customers"),
    )


def must_curate(actor: "Member") -> None:
    if not policies.may_curate(actor):
        raise NotAllowed(commands.KEPT_BY)


def _beside(asked: str, found: CustomerList) -> int | None:
    """The customer in the address if the page shows it, else its first; none when the panel was closed."""
    shown = [row.customer.pk for row in found.rows]
    if asked == "none" or not shown:
        return None
    pk = whole(asked)
    return pk if pk in shown else shown[0]


def _first_way(key: str) -> str:
    """Money is read from the most on, everything else from the first."""
    return f"-{key}" if key == "revenue" else key


def _sorting(wanted: CustomerFilter, key: str) -> tuple[str, str]:
    """The address that a column's head leads to, and how the list is sorted by it now."""
    if not key:
        return "", ""
    if wanted.sort == key:
        return wanted.query(sort=f"-{key}"), "ascending"
    if wanted.sort == f"-{key}":
        return wanted.query(sort=key), "descending"
    return wanted.query(sort=_first_way(key)), ""
