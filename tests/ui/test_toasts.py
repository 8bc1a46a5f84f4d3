"""Toasts: said once, on the next answer that is seen."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.cache import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from northing.ui.middleware import ToastMiddleware
from northing.ui.toasts import Toast, take_toasts, toast


@pytest.fixture
def request_of_htmx(rf: RequestFactory) -> HttpRequest:
    request = rf.post("/", headers={"HX-Request": "true"})
    request.session = SessionStore()
    request.user = AnonymousUser()
    return request


def answered(request: HttpRequest, response: HttpResponse) -> str:
    return ToastMiddleware(lambda _: response)(request).content.decode()


def test_a_toast_is_said_once(request_of_htmx: HttpRequest) -> None:
    toast(request_of_htmx, "Moved 3 features to Q4", undo="/undo/1/")
    assert take_toasts(request_of_htmx, page=True) == [Toast("Moved 3 features to Q4", "/undo/1/")]
    assert take_toasts(request_of_htmx, page=True) == []


def test_an_answer_to_htmx_brings_its_toast_and_its_undo(request_of_htmx: HttpRequest) -> None:
    toast(request_of_htmx, "Moved 3 features to Q4", undo="/undo/1/")
    body = answered(request_of_htmx, HttpResponse("<tr></tr>"))
    assert body.startswith('<tr></tr><hx-partial hx-target="#toasts"')
    assert "Moved 3 features to Q4" in body
    assert 'hx-post="/undo/1/"' in body
    assert 'data-key="z"' in body


def test_what_a_toast_says_is_escaped(request_of_htmx: HttpRequest) -> None:
    toast(request_of_htmx, "Renamed <b>x</b>")
    assert "&lt;b&gt;" in answered(request_of_htmx, HttpResponse())


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse(headers={"HX-Redirect": "/"}),
        HttpResponse(headers={"HX-Refresh": "true"}),
        HttpResponse(status=204),
        HttpResponse("{}", content_type="application/json"),
    ],
    ids=["redirect", "refresh", "nothing", "json"],
)
def test_a_toast_waits_for_an_answer_that_is_seen(request_of_htmx: HttpRequest, response: HttpResponse) -> None:
    toast(request_of_htmx, "Moved 3 features to Q4")
    assert "toast" not in answered(request_of_htmx, response)
    assert take_toasts(request_of_htmx, page=True) != []


def test_a_part_that_arrives_late_leaves_the_toast_to_the_page(request_of_htmx: HttpRequest) -> None:
    toast(request_of_htmx, "Moved 3 features to Q4")
    answered(request_of_htmx, HttpResponse(headers={"HX-Refresh": "true"}))
    assert "toast" not in answered(request_of_htmx, HttpResponse("<p>2 selected</p>"))
    assert take_toasts(request_of_htmx, page=True) == [Toast("Moved 3 features to Q4")]


def test_a_full_page_is_left_alone(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.session = SessionStore()
    toast(request, "Moved 3 features to Q4")
    assert answered(request, HttpResponse("<html></html>")) == "<html></html>"
