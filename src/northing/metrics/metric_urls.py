"""The addresses of metrics themselves, and who may do what there."""

from django.urls import URLPattern, path

from northing.metrics.views import changing, metrics, outline, tree
from northing.organisation.access.table import Row, Section
from northing.ui import navigation
from northing.ui.navigation import Entry

urlpatterns: list[URLPattern] = [
    path("outcomes/metrics/", metrics.metrics, name="metrics"),
    path("outcomes/metrics/tree/", outline.tree, name="tree"),
    path("outcomes/metrics/new/", changing.new_metric, name="new_metric"),
    path("outcomes/metrics/<int:pk>/", metrics.metric, name="metric"),
    path("outcomes/metrics/<int:pk>/moved/", metrics.moved, name="moved"),
    path("outcomes/metrics/<int:pk>/change/", changing.change_metric, name="change_metric"),
    path("outcomes/metrics/<int:pk>/archive/", changing.archive_metric, name="archive_metric"),
    path("outcomes/metrics/<int:pk>/value/", changing.type_value, name="type_value"),
    path("outcomes/metrics/<int:pk>/made-of/", tree.made_of, name="made_of"),
    path("outcomes/metrics/<int:pk>/target/", changing.set_target, name="set_target"),
    path("outcomes/metrics/targets/<int:pk>/drop/", changing.drop_target, name="drop_target"),
]

SEE = "Metrics, their values and forecasts"
CHANGE = "Metrics: define, enter values, set targets"
OWNER = "A metric’s owner changes it, whatever their role."


def _change(route: str, method: str) -> Row:
    who = {"manager": "yyh", "member": "ynh", "viewer": "ynh"}
    return Row(f"metrics:{route}", method, CHANGE, Section.CHANGE, note=OWNER, partly="own", **who)


ACCESS: list[Row] = [
    Row("metrics:metrics", "GET", SEE, Section.SEE),
    Row("metrics:tree", "GET", SEE, Section.SEE),
    Row("metrics:metric", "GET", SEE, Section.SEE, manager="yyh", member="yyh", viewer="yyh"),
    Row("metrics:moved", "GET", SEE, Section.SEE, manager="yyh", member="yyh", viewer="yyh"),
    *(
        Row("metrics:new_metric", method, CHANGE, Section.CHANGE, member="nnn", viewer="nnn")
        for method in ("GET", "POST")
    ),
    *(
        _change(route, method)
        for route in ("change_metric", "type_value", "made_of", "set_target")
        for method in ("GET", "POST")
    ),
    *(_change(route, "POST") for route in ("archive_metric", "drop_target")),
]

RAIL = [Entry(navigation.Section.OUTCOMES, "Metrics", "metrics:metrics", key="M", order=0)]
