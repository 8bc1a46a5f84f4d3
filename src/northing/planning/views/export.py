"""The list as CSV or as a workbook."""

from django.http import HttpRequest, HttpResponseBase

from northing.kernel import clock
from northing.organisation.request import actor_of
from northing.planning.queries import feature_export
from northing.planning.views.features import asked_for
from northing.ui.spreadsheets import spreadsheet


def export(request: HttpRequest, kind: str) -> HttpResponseBase:
    wanted = asked_for(request.GET)
    head, rows = feature_export.head(wanted), feature_export.rows(actor_of(request), wanted)
    return spreadsheet(kind, f"features-{clock.today()}", head, rows)
