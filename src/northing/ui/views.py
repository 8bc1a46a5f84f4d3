"""The sheet of components: every part in one place, as pages use it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from northing.ui.forms import SheetForm

COLOURS = (
    *("canvas", "surface", "sunken", "selected", "ink", "ink-2", "ink-3", "accent", "accent-2"),
    *("bad-fill", "warn-fill", "good-fill", "line-pay", "line-inv", "line-ana", "line-dia", "mark"),
)


@require_GET
def components(request: HttpRequest) -> HttpResponse:
    form = SheetForm({"name": "Pay-by-bank on invoices", "committed": "31 June 2026", "stage": "shaped"})
    return render(request, "ui/components.html", {"form": form, "colours": COLOURS})
