"""Who may come here, what is text, what refusals answer, looking around, and asking once."""

from collections.abc import Callable
from contextlib import AbstractContextManager
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

from northing.kernel import once
from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.kernel.problems import problem
from northing.organisation import commands, past
from northing.organisation.access.table import TABLE
from northing.organisation.bearer import API
from northing.organisation.queries import people
from northing.organisation.request import actor_of, day_looked_at, member_seen_as

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


class TextMiddleware:
    """Refuses a field or a parameter with a character that no text has and PostgreSQL does not keep: NUL."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: View, _args: tuple[Any, ...], _kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        said = (*request.GET.lists(), *request.POST.lists())
        if not any("\0" in text for name, values in said for text in (name, *values)):
            return None
        why = "There is a character in it that no text has (NUL). Take it out, then try again."
        return problem(422, why) if request.path.startswith(API) else refusal(request, Refused(why))


class RefusalMiddleware:
    """Turns the three things that a rule can say into 403, 404 and 422."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return refusal(request, error) if isinstance(error, NotVisible | NotAllowed | Refused) else None


class OnceMiddleware:
    """While a page is made nothing changes, so what its parts ask twice is looked up once."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        with once.page():
            return self.get_response(request)


class LookingMiddleware:
    """Answers with the page as it was on a past day, or as somebody else sees it; refuses changes meanwhile."""

    WAYS_BACK: ClassVar = {"organisation:look_back", "organisation:see_as", "account_logout"}

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        match, day, other = request.resolver_match, day_looked_at(request), member_seen_as(request)
        if match is None or match.view_name in self.WAYS_BACK or (day is None and other is None):
            return None
        if request.method not in {"GET", "HEAD"}:
            return refusal(request, Refused("You are only looking. Go back to now, or to yourself."))
        if other is not None:
            # Nobody's own account is looked at this way.
            if request.path.startswith(reverse("organisation:account")):
                return None
            request.user = other
            request.seen_as = other  # type: ignore[attr-defined]  # for the band across the page
            return _looking(request, past.nothing_changes(), lambda: view(request, *args, **kwargs))
        if day is not None and past.is_open(match.namespace):
            return _looking(request, past.looked_at(day), lambda: view(request, *args, **kwargs))
        return None


def _looking(
    request: HttpRequest, within: AbstractContextManager[None], answer: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    try:
        with within:
            answered = answer()
            return _whole(answered) if answered.streaming else answered
    except (NotVisible, NotAllowed, Refused) as error:
        return refusal(request, error)


def _whole(answer: HttpResponseBase) -> HttpResponse:
    """A streamed answer, read while what is looked at is there to be read."""
    streamed = cast(StreamingHttpResponse, answer)
    return HttpResponse(b"".join(streamed), status=streamed.status_code, headers=dict(streamed.headers))


def refusal(request: HttpRequest, error: NotVisible | NotAllowed | Refused) -> HttpResponse:
    """The answer to what a rule said."""
    if isinstance(error, NotVisible):
        return render(request, "404.html", status=404)
    if isinstance(error, NotAllowed):
        return render(request, "403.html", {"why": str(error)}, status=403)
    if "json" in request.headers.get("Accept", ""):
        return JsonResponse({"errors": error.errors}, status=422)
    return render(request, "ui/refused.html", {"errors": error.errors}, status=422)
