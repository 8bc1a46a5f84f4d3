"""The first step of bringing a table: a file, or a pasted one, is put on its shelf."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from northing.exchange.views.uploads import upload_of
from northing.exchange.waiting import Shelf
from northing.kernel.errors import Refused
from northing.organisation.request import actor_of


def choose_file(request: HttpRequest, shelf: Shelf, *, template: str, then: str) -> HttpResponse:
    """`then`: the route of its own page, by its token. A refused file is told on the page that asked."""
    problem = ""
    if request.method == "POST":
        try:
            found = shelf.receive(actor=actor_of(request), upload=upload_of(request))
        except Refused as refusal:
            problem = str(refusal)
        else:
            return redirect(then, token=found.token)
    return render(request, template, {"problem": problem}, status=422 if problem else 200)
