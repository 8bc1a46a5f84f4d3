"""Nothing is reached that the access table does not know; refusals become answers; the past can be read."""

from collections.abc import Callable
from typing import Any, ClassVar, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    StreamingHttpResponse,
)
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse

from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.organisation import commands, past
from northing.organisation.access.table import TABLE
from northing.organisation.queries import people
from northing.organisation.request import actor_of, day_looked_at

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
        return refusal(request, error)


class PastMiddleware:
    """Answers with the page as it was on the day that this browser looks at, and refuses changes meanwhile."""

    WAYS_BACK: ClassVar = {"organisation:look_back", "account_logout"}

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        match, day = request.resolver_match, day_looked_at(request)
        if day is None or match is None or match.view_name in self.WAYS_BACK:
            return None
        if request.method not in {"GET", "HEAD"}:
            return refusal(request, Refused("You are looking back. Go back to now to change something."))
        if not past.is_open(match.namespace):
            return None
        try:
            with past.looked_at(day):
                answer = view(request, *args, **kwargs)
                return _whole(answer) if answer.streaming else answer
        except (NotVisible, NotAllowed, Refused) as error:
            return refusal(request, error)


def _whole(answer: HttpResponseBase) -> HttpResponse:
    """A streamed answer, read while the past is there to be read."""
    streamed = cast(StreamingHttpResponse, answer)
    return HttpResponse(b"".join(streamed), status=streamed.status_code, headers=dict(streamed.headers))


def refusal(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """The answer to what a rule said; None for any other mishap."""
    if isinstance(error, NotVisible):
        return render(request, "404.html", status=404)
    if isinstance(error, NotAllowed):
        return render(request, "403.html", {"why": str(error)}, status=403)
    if isinstance(error, Refused):
        if "json" in request.headers.get("Accept", ""):
            return JsonResponse({"errors": error.errors}, status=422)
        return render(request, "ui/refused.html", {"errors": error.errors}, status=422)
    return None
