"""Every address. Each room's `urls.py` brings its patterns, its rows of the access table and of the rail."""

from importlib import import_module

from django.urls import URLPattern, URLResolver, include, path

from northing.config.api import ACCESS as API_ACCESS
from northing.config.api import api
from northing.organisation.access.table import TABLE
from northing.organisation.sign_in import urls as sign_in
from northing.ui.navigation import RAIL

ROOMS: tuple[str, ...] = (
    "organisation",
    "portfolio",
    "metrics",
    "strategy",
    "insight",
    "planning",
    "people",
    "exchange",
    "cockpit",
    "ui",
)

# allauth knows its addresses by names without a room.
TABLE.add([*sign_in.ACCESS, *API_ACCESS])
urlpatterns: list[URLPattern | URLResolver] = [*sign_in.urlpatterns, path("api/v1/", api.urls)]
for room in ROOMS:
    urls = import_module(f"northing.{room}.urls")
    TABLE.add(urls.ACCESS)
    RAIL.add(getattr(urls, "RAIL", ()))
    urlpatterns.append(path("", include((urls.urlpatterns, urls.app_name))))
