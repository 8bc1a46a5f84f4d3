"""Where feedback comes in, and who may bring it."""

from django.urls import URLPattern, path

from northing.insight.views import adding, kinds
from northing.organisation.access.table import Row, Section

urlpatterns: list[URLPattern] = [
    path("insight/add/", adding.add, name="add"),
    path("insight/inbox/<int:pk>/kind/", kinds.say_kind, name="say_kind"),
]

ADD = "Add feedback by hand"
LISTENERS = {"viewer": "nnn"}
# "Other" stands for a piece about a restricted product here.
RESTRICTED = {"manager": "yyh", "member": "yyh", "viewer": "nnh"}

ACCESS: list[Row] = [
    Row("insight:add", "GET", ADD, Section.CHANGE, **LISTENERS),
    Row("insight:add", "POST", ADD, Section.CHANGE, **LISTENERS),
    Row(
        "insight:say_kind",
        "POST",
        "Say what kind a piece is",
        Section.CHANGE,
        partly="but restricted products’",
        **RESTRICTED,
    ),
]
