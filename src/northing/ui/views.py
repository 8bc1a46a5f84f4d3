"""The sheet of components: every part in one place, as pages use it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from northing.ui.forms import SheetForm


@require_GET
def components(request: HttpRequest) -> HttpResponse:
    form = SheetForm({"name": "Pay-by-bank on invoices", "committed": "31 June 2026", "stage": "shaped"})
    return render(request, "ui/components.html", {"form": form})
