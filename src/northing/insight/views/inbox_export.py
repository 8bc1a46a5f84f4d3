"""The pieces of the inbox as CSV or as a workbook."""

from django.http import HttpRequest, HttpResponseBase

from northing.insight.queries import inbox_export
from northing.insight.queries.inbox_filter import InboxFilter
from northing.kernel import clock
from northing.organisation.request import actor_of
from northing.ui.spreadsheets import spreadsheet


def export(request: HttpRequest, kind: str) -> HttpResponseBase:
    rows = inbox_export.rows(actor_of(request), InboxFilter.parse(request.GET))
    return spreadsheet(kind, f"feedback-{clock.today()}", inbox_export.HEAD, rows)
