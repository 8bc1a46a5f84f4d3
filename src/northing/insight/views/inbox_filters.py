"""Narrowing the inbox."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from northing.insight.forms.inbox import FilterForm
from northing.insight.queries.inbox_filter import InboxFilter
from northing.organisation.request import actor_of


def filters(request: HttpRequest) -> HttpResponse:
    """The dialog in which the list is narrowed; it asks for the list by its address, like a link."""
    wanted = InboxFilter.parse(request.GET)
    context = {"form": FilterForm(actor_of(request), wanted), "kept": wanted}
    return render(request, "insight/inbox_filters.html", context)
