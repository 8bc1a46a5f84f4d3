"""The addresses of the best plan, and who may do what there."""

from django.urls import URLPattern, path

from northing.organisation.access.table import Row, Section
from northing.planning.views import best_plan

urlpatterns: list[URLPattern] = [
    path("plan/best/", best_plan.page, name="best_plan"),
    path("plan/best/ask/", best_plan.ask, name="ask_best_plan"),
    path("plan/best/<int:pk>/state/", best_plan.state, name="best_plan_state"),
    path("plan/best/<int:pk>/stop/", best_plan.stop, name="stop_best_plan"),
    path("plan/best/<int:pk>/take/", best_plan.take, name="take_best_plan"),
]

BEST_PLAN = "Best plan: what is in, what is out and why"
WORK_OUT = "Work out the best plan"
PLANNERS = {"member": "nnn", "viewer": "nnn"}
MAKERS = {"manager": "ynn", "member": "nnn", "viewer": "nnn"}

ACCESS: list[Row] = [
    Row("planning:best_plan", "GET", BEST_PLAN, Section.SEE),
    Row("planning:best_plan_state", "GET", BEST_PLAN, Section.SEE),
    Row("planning:ask_best_plan", "POST", WORK_OUT, Section.CHANGE, **PLANNERS),
    Row("planning:stop_best_plan", "POST", WORK_OUT, Section.CHANGE, **PLANNERS),
    Row("planning:take_best_plan", "POST", "Take the best plan into a scenario", Section.CHANGE, **MAKERS),
]
