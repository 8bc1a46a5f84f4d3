"""The list of opportunities as CSV or as a workbook."""

from django.http import HttpRequest, HttpResponseBase

from northing.insight.queries import opportunity_export
from northing.insight.queries.opportunity_filter import OpportunityFilter
from northing.insight.scoring import scores
from northing.kernel import clock
from northing.organisation.request import actor_of
from northing.ui.spreadsheets import spreadsheet


def export(request: HttpRequest, kind: str) -> HttpResponseBase:
    wanted = OpportunityFilter.parse(request.GET)
    head, rows = opportunity_export.export(actor_of(request), wanted, scores)
    return spreadsheet(kind, f"opportunities-{clock.today()}", head, rows)
