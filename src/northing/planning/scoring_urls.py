"""The addresses of how candidates are scored, and who may do what there."""

from django.urls import URLPattern, path

from northing.organisation.access.table import Row, Section
from northing.planning.views import rounds, score_models

urlpatterns: list[URLPattern] = [
    path("plan/scores/", score_models.listing, name="score_models"),
    path("plan/scores/new/", score_models.new, name="new_score_model"),
    path("plan/scores/check/", score_models.check, name="check_formula"),
    path("plan/scores/<int:pk>/", score_models.one, name="score_model"),
    path("plan/scores/<int:pk>/change/", score_models.change, name="change_score_model"),
    path("plan/scores/<int:pk>/formula/", score_models.write_formula, name="write_formula"),
    path("plan/scores/<int:pk>/first/", score_models.show_first, name="show_score_first"),
    path("plan/scores/<int:pk>/archive/", score_models.archive, name="archive_score_model"),
    path("plan/scores/<int:pk>/drivers/new/", score_models.new_driver, name="new_driver"),
    path("plan/scores/drivers/<int:pk>/", score_models.driver, name="driver"),
    path("plan/scores/drivers/<int:pk>/remove/", score_models.remove_driver, name="remove_driver"),
    path("plan/rounds/", rounds.listing, name="rounds"),
    path("plan/rounds/new/", rounds.new, name="new_round"),
    path("plan/rounds/<int:pk>/", rounds.one, name="round"),
    path("plan/rounds/<int:pk>/<int:part>/settle/", rounds.settled, name="settle_round"),
]

SEEN = "How candidates are scored"
SET = "Set how candidates are scored"
ROUNDS = "Score alone in a round"
START = "Start a round of scoring alone, settle it"
PLANS = {"member": "nnn", "viewer": "nnn"}
# A round is "own" when one is asked in it.
ASKED = {"owner": "ynn", "head": "ynn", "manager": "ynn", "member": "yhh", "viewer": "hhh"}

ACCESS: list[Row] = [
    Row("planning:score_models", "GET", SEEN, Section.SEE),
    Row("planning:score_model", "GET", SEEN, Section.SEE),
    Row("planning:rounds", "GET", ROUNDS, Section.SEE),
    # "Other" is a round in which one is not asked; who plans sees that it goes on, not what is said.
    Row("planning:round", "GET", ROUNDS, Section.SEE, member="yhh", viewer="hhh"),
    Row("planning:round", "POST", ROUNDS, Section.CHANGE, **ASKED),
    *(Row("planning:new_round", method, START, Section.DECIDE, **PLANS) for method in ("GET", "POST")),
    Row("planning:settle_round", "POST", START, Section.DECIDE, manager="ynn", member="nhh", viewer="hhh"),
    Row("planning:check_formula", "GET", SEEN, Section.SEE),
    *(
        Row(f"planning:{route}", method, SET, Section.DECIDE, **PLANS)
        for route in ("new_score_model", "change_score_model", "new_driver", "driver")
        for method in ("GET", "POST")
    ),
    *(
        Row(f"planning:{route}", "POST", SET, Section.DECIDE, **PLANS)
        for route in ("write_formula", "show_score_first", "archive_score_model", "remove_driver")
    ),
]
