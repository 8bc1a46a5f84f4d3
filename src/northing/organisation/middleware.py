"""Nothing is reached that the access table does not know, and rules that refuse become answers."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse

from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.organisation import commands
from northing.organisation.access.table import TABLE
from northing.organisation.queries import people
from northing.organisation.request import actor_of

SET_UP = "organisation:set_up"
GetResponse = Callable[[HttpRequest], HttpResponse]
View = Callable[..., HttpResponseBase]


class AccessMiddleware:
    """Sends strangers to the sign-in page; a route or method without a row does not exist."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # An empty server has one page, and no members: so only strangers are asked.
        if request.path != reverse(SET_UP) and not request.user.is_authenticated and not people.exists():
            return redirect(SET_UP)
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        _view: View,
        _args: tuple[Any, ...],
        _kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        row = TABLE.row(match.view_name, request.method or "GET") if match else None
        if match is None or row is None:
            raise Http404
        if request.user.is_authenticated:
            commands.note_visit(actor=actor_of(request))
            return None
        if row.open_to_nobody:
            return None
        if request.headers.get("HX-Request"):
            return HttpResponse(status=401, headers={"HX-Redirect": resolve_url(settings.LOGIN_URL)})
        return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))


class RefusalMiddleware:
    """Turns the three things that a rule can say into 403, 404 and 422."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, NotVisible):
            return render(request, "404.html", status=404)
        if isinstance(error, NotAllowed):
            return render(request, "403.html", {"why": str(error)}, status=403)
        if isinstance(error, Refused):
            if "json" in request.headers.get("Accept", ""):
                return JsonResponse({"errors": error.errors}, status=422)
            return render(request, "ui/refused.html", {"errors": error.errors}, status=422)
        return None
