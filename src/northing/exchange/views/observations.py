"""Bringing values of metrics: choose a file, match its columns, look, bring them in, take them back."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from northing.exchange.observations.columns import TARGETS, Place, lacks, places
from northing.exchange.observations.drafts import Destinations, Going
from northing.exchange.observations.files import SHELF
from northing.exchange.observations.rows import REPEATS, Read, read_observations
from northing.exchange.readers.sniffing import sniff
from northing.exchange.views.choosing import choose_file
from northing.exchange.waiting import forget
from northing.kernel.errors import NotAllowed, Refused
from northing.kernel.toasts import toast
from northing.metrics import commands, policies
from northing.metrics.commands import BROUGHT_BY
from northing.metrics.queries import choices
from northing.organisation.request import actor_of
from northing.ui import formatting

if TYPE_CHECKING:
    from northing.metrics.models import Delivery
    from northing.portfolio.models import Product

SHOWN = 50  # refused cells on the page; there is no end to what can be wrong with a file


def choose(request: HttpRequest) -> HttpResponse:
    """A file, or a pasted table."""
    if not policies.may_bring_values(actor_of(request)):
        raise NotAllowed(BROUGHT_BY)
    return choose_file(request, SHELF, template="exchange/observations.html", then="exchange:observations_file")


def file(request: HttpRequest, token: str) -> HttpResponse:
    """The columns, where each series goes, and what would happen. A POST with `bring` does it."""
    actor = actor_of(request)
    found = SHELF.waiting(actor, token)
    recognised = sniff(found.path, found.name)
    asked = request.POST.dict()
    columns = places(recognised, asked)
    problem = lacks(columns)
    product = choices.product(actor, asked.get("product", ""))
    read, going = Read(), list[Going]()
    mark, repeats = asked.get("mark", ""), asked.get("repeats", "refuse")
    if not problem:
        try:
            read = read_observations(found.path, recognised, columns, mark=mark, repeats=repeats)
            going = Destinations(actor).of(read, asked, product)
            if "bring" in asked:
                return _brought(request, found.name, read, going, found)
        except Refused as refusal:
            problem = str(refusal)
    context = {
        "file": found,
        "recognised": recognised,
        "columns": columns,
        "targets": TARGETS.items(),
        "repeats": REPEATS.items(),
        "chosen_repeats": repeats,
        "chosen_mark": read.mark,
        "problem": problem,
        "read": read,
        "going": going,
        "new": sum(one.is_new for one in going),
        "values": {
            name: sum(getattr(one.arrived, name) for one in going if one.draft)
            for name in ("created", "changed", "same")
        },
        "arriving": sum(one.arrived.created + one.arrived.changed for one in going if one.draft),
        "shown": read.refused[:SHOWN],
        "names": Destinations(actor).names,
        "products": choices.products(actor),
        "chosen_product": product,
        "better": choices.BETTER,
        "over": choices.OVER_TIME,
        "said": _said(columns, going, read, repeats, product),
    }
    in_place = request.headers.get("HX-Request")
    template = "exchange/_observations_file.html" if in_place else "exchange/observations_file.html"
    return render(request, template, context, status=422 if problem and "bring" in asked else 200)


def discard(request: HttpRequest, token: str) -> HttpResponse:
    found = SHELF.waiting(actor_of(request), token)
    forget(found)
    toast(request, f"Forgot {found.name}")
    return redirect("exchange:observations")


def _brought(request: HttpRequest, name: str, read: Read, going: list[Going], waiting: Any) -> HttpResponse:
    drafts = [one.draft for one in going if one.draft]
    if not drafts:
        raise Refused("Nothing of the file goes anywhere. Say where at least one series goes.")
    delivery = commands.bring_series(
        actor=actor_of(request), drafts=drafts, way=commands.BY_FILE, name=name, refused=len(read.refused)
    )
    forget(waiting)
    undo = reverse("metrics:take_back", args=[delivery.pk]) if delivery.may_be_undone else ""
    toast(request, _what_came(delivery), undo=undo)
    target = reverse("metrics:metrics")
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": target})
    return redirect(target)


def _what_came(delivery: "Delivery") -> str:
    said = f"{formatting.counted(delivery.created, 'value')} new, {delivery.changed:,} changed"
    if delivery.made_metrics:
        said = f"{formatting.counted(len(delivery.made_metrics), 'metric')} made, {said}"
    return said + (f"; {formatting.counted(delivery.refused, 'cell')} refused" if delivery.refused else "")


def _said(
    columns: list[Place], going: list[Going], read: Read, repeats: str, product: "Product | None"
) -> list[tuple[str, str]]:
    """All that the page shows as chosen, for the form that brings it in: names and values of hidden fields."""
    said = [(f"c{column.at}", column.target) for column in columns]
    said += [("mark", read.mark), ("repeats", repeats), ("product", str(product.pk) if product else "")]
    for one in going:
        said.append((f"{one.field}_to", one.said))
        if one.is_new and one.draft:
            said += [
                (f"{one.field}_unit", one.draft.unit),
                (f"{one.field}_better", str(one.draft.direction)),
                (f"{one.field}_over", str(one.draft.over_time)),
            ]
    return said
