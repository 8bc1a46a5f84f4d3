"""The list of customers as CSV or as a workbook."""

from django.http import HttpRequest, HttpResponseBase

from northing.insight.queries import customer_export
from northing.insight.queries.customer_filter import CustomerFilter
from northing.kernel import clock
from northing.organisation.queries.currency import our_currency
from northing.organisation.request import actor_of
from northing.ui.spreadsheets import spreadsheet


def export(request: HttpRequest, kind: str) -> HttpResponseBase:
    rows = customer_export.rows(actor_of(request), CustomerFilter.parse(request.GET), our_currency())
    return spreadsheet(kind, f"customers-{clock.today()}", customer_export.HEAD, rows)
