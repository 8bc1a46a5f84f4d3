"""Adds the toasts that wait to the answers that htmx swaps in; full pages show them by themselves."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from northing.ui.toasts import keep_for_page, take_toasts

_LEAVES_THE_PAGE = ("HX-Redirect", "HX-Refresh", "HX-Location")


class ToastMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if self._swaps_in(request, response):
            for toast in take_toasts(request, page=False):
                response.write(render_to_string("ui/toast_arriving.html", {"toast": toast}, request))
        elif self._leads_to_a_page(request, response):
            keep_for_page(request)
        return response

    @staticmethod
    def _swaps_in(request: HttpRequest, response: HttpResponse) -> bool:
        return (
            request.headers.get("HX-Request") == "true"
            and not response.streaming
            and response.status_code in {200, 201, 422}
            and response.headers.get("Content-Type", "").startswith("text/html")
            and not any(name in response.headers for name in _LEAVES_THE_PAGE)
        )

    @staticmethod
    def _leads_to_a_page(request: HttpRequest, response: HttpResponse) -> bool:
        return request.headers.get("HX-Request") != "true" or any(
            name in response.headers for name in _LEAVES_THE_PAGE
        )
