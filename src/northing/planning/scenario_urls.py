"""The addresses of scenarios, and who may do what there."""

from django.urls import URLPattern, path

from northing.organisation.access.table import Row, Section
from northing.planning.views.scenarios import compare, deciding, one
from northing.ui import navigation
from northing.ui.navigation import Entry

urlpatterns: list[URLPattern] = [
    path("plan/scenarios/", compare.page, name="scenarios"),
    path("plan/scenarios/state/", compare.state, name="scenarios_state"),
    path("plan/scenarios/new/", one.new, name="new_scenario"),
    path("plan/scenarios/<int:pk>/", one.scenario, name="scenario"),
    path("plan/scenarios/<int:pk>/edit/", one.edit, name="edit_scenario"),
    path("plan/scenarios/<int:pk>/choose/<slug:key>/", one.choose, name="choose"),
    path("plan/scenarios/<int:pk>/date/<int:feature>/", one.date, name="scenario_date"),
    path("plan/scenarios/<int:pk>/lend/", one.lend, name="lend_in_scenario"),
    path("plan/scenarios/<int:pk>/rule/", one.add_rule, name="add_rule"),
    path("plan/scenarios/lendings/<int:pk>/remove/", one.stop_lending, name="stop_lending_in_scenario"),
    path("plan/scenarios/rules/<int:pk>/remove/", one.remove_rule, name="remove_rule"),
    path("plan/scenarios/<int:pk>/propose/", deciding.propose, name="propose_scenario"),
    path("plan/scenarios/<int:pk>/comment/", deciding.comment, name="comment_on_scenario"),
    path("plan/scenarios/<int:pk>/approve/", deciding.approve, name="approve_scenario"),
    path("plan/scenarios/<int:pk>/send-back/", deciding.send_back, name="send_back_scenario"),
    path("plan/scenarios/<int:pk>/drop/", deciding.drop, name="drop_scenario"),
    path("plan/scenarios/<int:pk>/take-up/", deciding.take_up, name="take_up_scenario"),
    path("plan/scenarios/<int:pk>/publish/", deciding.publish, name="publish_scenario"),
]

SCENARIOS = "Scenarios"
CHANGE = "Make and change a scenario"
COMMENT = "Comment on a scenario"
DECIDE = "Approve a scenario, publish the plan"
# "Own" is a scenario that one made.
MAKES = {"manager": "ynn", "member": "nnn", "viewer": "nnn"}
NEW = {"member": "nnn", "viewer": "nnn"}
HEADS = {"manager": "nnn", "member": "nnn", "viewer": "nnn"}

ACCESS: list[Row] = [
    Row("planning:scenarios", "GET", SCENARIOS, Section.SEE),
    Row("planning:scenarios_state", "GET", SCENARIOS, Section.SEE),
    Row("planning:scenario", "GET", SCENARIOS, Section.SEE),
    Row("planning:new_scenario", "GET", CHANGE, Section.CHANGE, **NEW),
    Row("planning:new_scenario", "POST", CHANGE, Section.CHANGE, **NEW),
    *(
        Row(f"planning:{name}", method, CHANGE, Section.CHANGE, **MAKES)
        for name in ("edit_scenario", "choose", "scenario_date", "lend_in_scenario", "add_rule")
        for method in ("GET", "POST")
    ),
    *(
        Row(f"planning:{name}", "POST", CHANGE, Section.CHANGE, **MAKES)
        for name in (
            "stop_lending_in_scenario",
            "remove_rule",
            "propose_scenario",
            "drop_scenario",
            "take_up_scenario",
        )
    ),
    Row("planning:comment_on_scenario", "POST", COMMENT, Section.CHANGE, viewer="nnn"),
    Row("planning:approve_scenario", "POST", DECIDE, Section.DECIDE, **HEADS),
    Row("planning:send_back_scenario", "GET", DECIDE, Section.DECIDE, **HEADS),
    Row("planning:send_back_scenario", "POST", DECIDE, Section.DECIDE, **HEADS),
    Row(
        "planning:publish_scenario",
        "POST",
        DECIDE,
        Section.DECIDE,
        note="Whoever made a scenario publishes it once it is approved.",
        **HEADS,
    ),
]

RAIL: list[Entry] = [
    Entry(
        navigation.Section.PLAN,
        "Scenarios",
        "planning:scenarios",
        key="W",
        order=3,
        also=("planning:best_plan",),
    ),
]
