"""Programs come with a bearer token; what they do, they do as the member it belongs to, within its scopes."""

import hashlib
from collections.abc import Callable

import pghistory
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse

from northing.kernel.problems import CONTENT_TYPE, problem
from northing.organisation import commands
from northing.organisation.models import ApiToken, Scope
from northing.organisation.queries import api_tokens

API = "/api/"
OPEN = ("/api/v1/openapi.json",)
READS = frozenset({"GET", "HEAD", "OPTIONS"})
LONGEST_KEY = 200
GetResponse = Callable[[HttpRequest], HttpResponse]


class BearerMiddleware:
    """Below /api/ only tokens count: a cookie opens nothing there, so nothing can be forged with it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(API):
            return self.get_response(request)
        request.user = AnonymousUser()
        if request.path in OPEN:
            return self.get_response(request)
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        token = api_tokens.token(secret.strip()) if scheme.lower() == "bearer" else None
        if token is None:
            answer = problem(401, "Send a token that is open: Authorization: Bearer TOKEN.")
            answer["WWW-Authenticate"] = "Bearer"
            return answer
        needed = Scope.READ if request.method in READS else Scope.WRITE
        if needed not in token.scopes:
            return problem(403, f"This token has no scope “{needed}”.")
        request.user = token.member
        commands.note_use(token=token)
        with pghistory.context(through=token.name):
            return _in_one_shape(self._answer(request, token))

    def _answer(self, request: HttpRequest, token: ApiToken) -> HttpResponse:
        """With an Idempotency-Key the same POST is done once and answered the same each time."""
        key = request.headers.get("Idempotency-Key", "") if request.method == "POST" else ""
        if not key:
            return self.get_response(request)
        if len(key) > LONGEST_KEY:
            return problem(400, f"An Idempotency-Key has at most {LONGEST_KEY} characters.")
        asked = hashlib.sha256(f"{request.get_full_path()}\n".encode() + request.body).hexdigest()
        with commands.answering_once(token=token, key=key) as before:
            if before.answer is not None and before.answer.asked_hash != asked:
                return problem(422, "This Idempotency-Key was used for another request.")
            if before.answer is not None:
                return HttpResponse(
                    before.answer.body, status=before.answer.status, content_type="application/json"
                )
            answer = self.get_response(request)
            if answer.status_code < 400:
                before.keep(asked, answer.status_code, answer.content.decode())
            return answer


def _in_one_shape(answer: HttpResponse) -> HttpResponse:
    """Errors that were made for people, such as 404 pages, become the API's one shape."""
    if answer.status_code < 400 or answer.get("Content-Type", "").startswith(CONTENT_TYPE):
        return answer
    return problem(answer.status_code)
