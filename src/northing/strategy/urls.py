"""The addresses of the strategy, and who may do what there."""

from django.urls import path

from northing.organisation.access.table import Row, Section
from northing.strategy.views import (
    compare,
    key_results,
    metric_parts,
    objectives,
    sharing,
    strategy_map,
    vision,
)
from northing.ui import navigation
from northing.ui.navigation import Entry

app_name = "strategy"

urlpatterns = [
    path("strategy/", strategy_map.page, name="map"),
    path("strategy/compare/", compare.page, name="compare"),
    path("strategy/metrics/<int:pk>/", metric_parts.hangs_on, name="hangs_on"),
    path("strategy/beside/<slug:row>/", strategy_map.panel, name="panel"),
    path("strategy/check-in/<slug:row>/", key_results.check_in, name="check_in"),
    path("strategy/ask/<slug:row>/", key_results.ask_for_check_in, name="ask_for_check_in"),
    path("strategy/share/", sharing.share, name="share"),
    path("shared-strategy/<str:token>/", sharing.shared, name="shared"),
    path("strategy/foundations/", vision.page, name="foundations"),
    path("strategy/vision/", vision.say_vision, name="say_vision"),
    path("strategy/pillars/new/", vision.new_pillar, name="new_pillar"),
    path("strategy/pillars/<int:pk>/", vision.edit_pillar, name="edit_pillar"),
    path("strategy/pillars/<int:pk>/remove/", vision.remove_pillar, name="remove_pillar"),
    path("strategy/cycles/new/", vision.new_cycle, name="new_cycle"),
    path("strategy/cycles/<int:pk>/", vision.edit_cycle, name="edit_cycle"),
    path("strategy/cycles/<int:pk>/close/", vision.close_cycle, name="close_cycle"),
    path("strategy/objectives/new/", objectives.new_objective, name="new_objective"),
    path("strategy/objectives/<int:pk>/", objectives.objective, name="objective"),
    path("strategy/objectives/<int:pk>/edit/", objectives.edit_objective, name="edit_objective"),
    path("strategy/objectives/<int:pk>/drop/", objectives.drop_objective, name="drop_objective"),
    path("strategy/objectives/<int:pk>/take-up/", objectives.take_up_objective, name="take_up_objective"),
    path("strategy/objectives/<int:pk>/key-results/", key_results.add_key_result, name="add_key_result"),
    path("strategy/key-results/<int:pk>/", key_results.edit_key_result, name="edit_key_result"),
    path("strategy/key-results/<int:pk>/target/", key_results.change_target, name="change_target"),
    path("strategy/key-results/<int:pk>/drop/", key_results.drop_key_result, name="drop_key_result"),
]

STRATEGY = "Strategy: vision, objectives, key results"
SET = "Set objectives and key results"
CHECK = "Check in on a key result"
SHAPE = "Say the vision, set pillars and cycles"
SHARE = "Share a roadmap, say who sees what"
OPEN_LINK = "Open a link that was shared"
HEADS = {"manager": "nnn", "member": "nnn", "viewer": "nnn"}
# "Other" is an objective of a restricted product here.
SEES = {"manager": "yyh", "member": "yyh", "viewer": "yyh"}
OWNS = {"manager": "ynh", "member": "ynh", "viewer": "nnh"}  # a viewer may own one and only reads it
ASKS = {"member": "nnn", "viewer": "nnn"}
BUT_RESTRICTED = "but restricted ones"

ACCESS = [
    Row("strategy:map", "GET", STRATEGY, Section.SEE),
    Row("strategy:compare", "GET", STRATEGY, Section.SEE),
    Row("strategy:hangs_on", "GET", STRATEGY, Section.SEE, partly=BUT_RESTRICTED, **SEES),
    Row("strategy:foundations", "GET", STRATEGY, Section.SEE),
    Row("strategy:panel", "GET", STRATEGY, Section.SEE),
    Row("strategy:objective", "GET", STRATEGY, Section.SEE, partly=BUT_RESTRICTED, **SEES),
    Row("strategy:new_objective", "GET", SET, Section.CHANGE, **ASKS),
    Row(
        "strategy:new_objective",
        "POST",
        SET,
        Section.CHANGE,
        manager="yyn",
        member="nnn",
        viewer="nnn",
        note="Those of the organisation and of product lines are set by heads.",
    ),
    *(
        Row(f"strategy:{route}", method, SET, Section.CHANGE, **OWNS)
        for route in (
            "edit_objective",
            "drop_objective",
            "take_up_objective",
            "add_key_result",
            "edit_key_result",
            "change_target",
            "drop_key_result",
        )
        for method in ("GET", "POST")
    ),
    Row("strategy:share", "GET", SHARE, Section.DECIDE, **ASKS),
    Row("strategy:share", "POST", SHARE, Section.DECIDE, **ASKS),
    Row("strategy:shared", "GET", OPEN_LINK, Section.SEE, nobody="yyy"),
    Row("strategy:shared", "POST", OPEN_LINK, Section.SEE, nobody="yyy"),
    *(Row("strategy:check_in", method, CHECK, Section.CHANGE, **OWNS) for method in ("GET", "POST")),
    *(Row("strategy:ask_for_check_in", method, CHECK, Section.CHANGE, **ASKS) for method in ("GET", "POST")),
    *(
        Row(f"strategy:{route}", method, SHAPE, Section.DECIDE, **HEADS)
        for route in (
            "say_vision",
            "new_pillar",
            "edit_pillar",
            "remove_pillar",
            "new_cycle",
            "edit_cycle",
            "close_cycle",
        )
        for method in ("GET", "POST")
    ),
]

RAIL = [Entry(navigation.Section.STRATEGY, "Strategy", "strategy:map", key="Y")]
