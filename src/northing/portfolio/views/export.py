"""The list of products as CSV or as a workbook."""

from django.http import HttpRequest, HttpResponseBase

from northing.kernel import clock
from northing.organisation.request import actor_of
from northing.portfolio.queries import ProductFilter, product_export
from northing.ui.spreadsheets import spreadsheet


def export(request: HttpRequest, kind: str) -> HttpResponseBase:
    head, rows = product_export.export(actor_of(request), ProductFilter.parse(request.GET))
    return spreadsheet(kind, f"products-{clock.today()}", head, rows)
