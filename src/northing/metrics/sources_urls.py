"""The addresses of what brings values in, and who may do what there."""

from django.urls import URLPattern, path

from northing.metrics.views import sources
from northing.organisation.access.table import Row, Section
from northing.ui import navigation
from northing.ui.navigation import Entry

urlpatterns: list[URLPattern] = [
    path("outcomes/sources/", sources.sources, name="sources"),
    path("outcomes/sources/new/", sources.new_feed, name="new_feed"),
    path("outcomes/sources/<int:pk>/", sources.feed, name="feed"),
    path("outcomes/sources/<int:pk>/change/", sources.change_feed, name="change_feed"),
    path("outcomes/sources/<int:pk>/try/", sources.try_feed, name="try_feed"),
    path("outcomes/sources/<int:pk>/read/", sources.read_now, name="read_now"),
    path("outcomes/sources/<int:pk>/forget/", sources.forget_feed, name="forget_feed"),
    path("outcomes/sources/series/<int:pk>/", sources.destination, name="destination"),
    path("outcomes/deliveries/<int:pk>/undo/", sources.take_back, name="take_back"),
]

WAYS = "See what brought values in"
FEEDS = "Connect databases and files"
TAKE_BACK = "Take back values that one brought"
BRINGERS = {"member": "nnn", "viewer": "nnn"}
KEEPERS = {"manager": "nnn", "member": "nnn", "viewer": "nnn"}


def _keep(route: str, method: str) -> Row:
    return Row(f"metrics:{route}", method, FEEDS, Section.RUN, **KEEPERS)


ACCESS: list[Row] = [
    Row("metrics:sources", "GET", WAYS, Section.SEE, **BRINGERS),
    *(
        _keep(route, method)
        for route in ("new_feed", "change_feed", "destination")
        for method in ("GET", "POST")
    ),
    _keep("feed", "GET"),
    *(_keep(route, "POST") for route in ("try_feed", "read_now", "forget_feed")),
    Row("metrics:take_back", "POST", TAKE_BACK, Section.CHANGE, manager="yhh", member="hhh", viewer="hhh"),
]

RAIL = [Entry(navigation.Section.SETTINGS, "Sources", "metrics:sources", order=5)]
