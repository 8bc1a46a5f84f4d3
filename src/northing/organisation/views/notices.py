"""What one was told, behind the bell."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from northing.organisation import commands
from northing.organisation.queries import notices as queries
from northing.organisation.request import actor_of


def notices(request: HttpRequest) -> HttpResponse:
    found = queries.notices(actor_of(request))
    unread = sum(notice.read_at is None for notice in found)
    return render(request, "organisation/notices.html", {"notices": found, "unread": unread})


def read(request: HttpRequest) -> HttpResponse:
    commands.read_notices(actor=actor_of(request))
    return redirect("organisation:notices")
