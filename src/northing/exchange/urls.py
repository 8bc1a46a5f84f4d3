"""The addresses of this room, and who may do what there."""

from django.urls import path

from northing.exchange.views import columns, customers, files, ideas, money, observations, runs
from northing.organisation.access.table import Row, Section
from northing.ui import navigation
from northing.ui.navigation import Entry

app_name = "exchange"

urlpatterns = [
    path("settings/import/", files.imports, name="imports"),
    path("insight/bring/", files.feedback, name="feedback"),
    path("settings/import/<int:pk>/", files.one, name="import"),
    path("settings/import/<int:pk>/discard/", files.discard, name="discard"),
    path("settings/import/<int:pk>/refused.csv", files.refused_rows, name="refused_rows"),
    path("settings/import/<int:pk>/column/", columns.column, name="column"),
    path("settings/import/<int:pk>/places/", columns.places, name="places"),
    path("settings/import/<int:pk>/options/", columns.options, name="options"),
    path("settings/import/<int:pk>/decide/", runs.decide, name="decide"),
    path("settings/import/<int:pk>/row/<int:number>/", columns.row, name="row"),
    path("settings/import/<int:pk>/mapping/", columns.save_mapping, name="save_mapping"),
    path("settings/import/<int:pk>/mapping/use/", columns.use_mapping, name="use_mapping"),
    path("settings/import/<int:pk>/look/", runs.look, name="look"),
    path("settings/import/<int:pk>/run/", runs.run, name="run"),
    path("settings/import/<int:pk>/stop/", runs.stop, name="stop"),
    path("settings/import/<int:pk>/rest/", runs.rest, name="rest"),
    path("settings/import/<int:pk>/progress/", runs.progress, name="progress"),
    path("settings/import/<int:pk>/undo/", runs.undo, name="undo"),
    path("insight/customers/import/", customers.choose, name="customers"),
    path("insight/customers/import/<str:token>/", customers.file, name="customers_file"),
    path("insight/customers/import/<str:token>/discard/", customers.discard, name="customers_discard"),
    path("plan/bring/", ideas.choose, name="ideas"),
    path("plan/bring/<str:token>/", ideas.file, name="ideas_file"),
    path("plan/bring/<str:token>/discard/", ideas.discard, name="ideas_discard"),
    path("portfolio/bring/", money.choose, name="money"),
    path("portfolio/bring/<str:token>/", money.file, name="money_file"),
    path("portfolio/bring/<str:token>/discard/", money.discard, name="money_discard"),
    path("outcomes/bring/", observations.choose, name="observations"),
    path("outcomes/bring/<str:token>/", observations.file, name="observations_file"),
    path("outcomes/bring/<str:token>/discard/", observations.discard, name="observations_discard"),
]

IMPORT = "Import and undo imports"
# Members and viewers bring nothing in; a file is for whoever brought it, and for the heads.
BRING = "Bring customers"
VALUES = "Bring values of metrics"
IDEAS = "Bring ideas"
MONEY = "Set purposes, targets, rates; bring budgets"
HEADS = {"manager": "nnn", "member": "nnn", "viewer": "nnn"}
NOBODY_ELSE = {"member": "nnn", "viewer": "nnn"}
OWN = {**NOBODY_ELSE, "manager": "yhh"}
# A waiting file is for whoever brought it, whoever they are: "own" here, hidden from all others.
WHOEVER_BROUGHT_IT = {"owner": "yhh", "head": "yhh", "manager": "yhh", "member": "hhh", "viewer": "hhh"}
WHOEVER_BROUGHT_IDEAS = {**WHOEVER_BROUGHT_IT, "member": "yhh"}


def _of_one(route: str, method: str) -> Row:
    return Row(f"exchange:{route}", method, IMPORT, Section.RUN, **OWN)


ACCESS = [
    Row("exchange:imports", "GET", IMPORT, Section.RUN, **NOBODY_ELSE),
    Row("exchange:imports", "POST", IMPORT, Section.RUN, **NOBODY_ELSE),
    Row("exchange:feedback", "GET", IMPORT, Section.RUN, **NOBODY_ELSE),
    Row("exchange:feedback", "POST", IMPORT, Section.RUN, **NOBODY_ELSE),
    *(_of_one(route, "GET") for route in ("import", "refused_rows", "row", "progress")),
    *(_of_one(route, "POST") for route in ("discard", "column", "places", "options", "save_mapping")),
    *(_of_one(route, "POST") for route in ("use_mapping", "decide", "look", "run", "stop", "rest", "undo")),
    Row("exchange:customers", "GET", BRING, Section.CHANGE, **NOBODY_ELSE),
    Row("exchange:customers", "POST", BRING, Section.CHANGE, **NOBODY_ELSE),
    *(
        Row(f"exchange:{route}", method, BRING, Section.CHANGE, **WHOEVER_BROUGHT_IT)
        for route, method in (
            ("customers_file", "GET"),
            ("customers_file", "POST"),
            ("customers_discard", "POST"),
        )
    ),
    Row("exchange:ideas", "GET", IDEAS, Section.CHANGE, viewer="nnn"),
    Row("exchange:ideas", "POST", IDEAS, Section.CHANGE, viewer="nnn"),
    *(
        Row(f"exchange:{route}", method, IDEAS, Section.CHANGE, **WHOEVER_BROUGHT_IDEAS)
        for route, method in (("ideas_file", "GET"), ("ideas_file", "POST"), ("ideas_discard", "POST"))
    ),
    Row("exchange:money", "GET", MONEY, Section.DECIDE, **HEADS),
    Row("exchange:money", "POST", MONEY, Section.DECIDE, **HEADS),
    *(
        Row(f"exchange:{route}", method, MONEY, Section.DECIDE, **{**WHOEVER_BROUGHT_IT, "manager": "hhh"})
        for route, method in (("money_file", "GET"), ("money_file", "POST"), ("money_discard", "POST"))
    ),
    Row("exchange:observations", "GET", VALUES, Section.CHANGE, **NOBODY_ELSE),
    Row("exchange:observations", "POST", VALUES, Section.CHANGE, **NOBODY_ELSE),
    *(
        Row(f"exchange:{route}", method, VALUES, Section.CHANGE, **WHOEVER_BROUGHT_IT)
        for route, method in (
            ("observations_file", "GET"),
            ("observations_file", "POST"),
            ("observations_discard", "POST"),
        )
    ),
]

RAIL = [Entry(navigation.Section.SETTINGS, "Import", "exchange:imports", order=2)]
