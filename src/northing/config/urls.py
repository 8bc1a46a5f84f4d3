"""Every address. Each room's `urls.py` brings its patterns and its rows of the access table."""

from importlib import import_module

from django.urls import URLPattern, URLResolver, include, path

from northing.organisation.access.table import TABLE

ROOMS: tuple[str, ...] = ()

urlpatterns: list[URLPattern | URLResolver] = []
for room in ROOMS:
    urls = import_module(f"northing.{room}.urls")
    TABLE.add(urls.ACCESS)
    urlpatterns.append(path("", include((urls.urlpatterns, urls.app_name))))
