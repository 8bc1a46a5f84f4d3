"""What import-linter cannot see of the house: relations, writes in edges, sizes, names, history, locks."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import grimp
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import Model
from pghistory.models import Event

from northing.organisation.queries.history import tracked_models

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"
ROOMS = (
    "organisation",
    "portfolio",
    "metrics",
    "strategy",
    "insight",
    "planning",
    "people",
    "exchange",
    "cockpit",
)  # the lower first
EDGES = ("views", "api", "urls", "forms", "schemas", "tasks", "admin")
WRITES = {
    *("save", "asave", "create", "acreate", "update", "aupdate", "delete", "adelete"),
    *("bulk_create", "bulk_update", "get_or_create", "update_or_create"),
}
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "services", "service"}
MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 60

# Rows that no user changes, or whose story is told elsewhere. Everything else is tracked.
UNTRACKED = {
    "organisation.Notice": "says what happened to something that is tracked; only its reader marks it as read",
    "organisation.AnsweredRequest": "kept for two days so that asking twice does once",
    "planning.Origin": "where an imported row came from; only the next import touches it",
    "planning.ForecastRun": "computed from tracked rows, and kept as it was when it was made",
    "planning.Outlook": "computed from tracked rows, and made anew with each run",
    "planning.OutlookRecord": "sealed when it is made: nothing changes it later",
    "planning.ScenarioForecast": "computed from tracked rows, and made anew when they change",
    "planning.SelectionRun": "computed from tracked rows; what is taken of it is a Choice, which is tracked",
    "metrics.ExpectedRange": "computed from observations, and made anew as they come",
    "metrics.Observation": "there are millions: what a value was before is a Restatement",
    "metrics.Restatement": "is history itself",
    "metrics.MetricForecast": "sealed when it is made: nothing changes it later",
    "insight.Answer": "given once by somebody outside, and never changed",
    "insight.Asking": "counted from highlights, which are tracked",
    "insight.Heard": "counted from highlights, which are tracked",
    "insight.Erasure": "says that somebody was erased and how far that is; it must not say who",
    "insight.Outcome": "counted by triggers from pieces, highlights and opportunities, which are tracked",
    "insight.Embedding": "names who made vectors",
    "insight.FeedbackSignature": "computed from the piece, and made anew with its words",
    "insight.Group": "made of pieces by the background, which makes it again",
    "insight.GroupMember": "made of pieces by the background, which makes it again",
    "insight.Grouping": "says when groups were made",
    "insight.OpportunitySignature": "computed from the opportunity, and made anew with its words",
    "insight.SignatureSum": "counted by triggers from signatures",
    "insight.TermCount": "counted by triggers from signatures",
    "insight.EntryTicket": "a secret that lives for minutes",
    "insight.ReadMail": "says that a mail came, by its hash; nothing changes it",
    "insight.StateStep": "is history itself: a row for each step",
    "insight.Suggestion": "is the classifier's log",
    "insight.Visit": "a signed-in browser",
    "metrics.Delivery": "is the log of what came in, and can be undone as a whole",
    "metrics.DeliveryPart": "belongs to its delivery",
    "exchange.Import": "says by itself what it did and when, and can be undone as a whole",
    "exchange.RefusedRow": "belongs to its import",
    "exchange.SavedMapping": "a filled-in form under a name, not a thing that people keep",
}


def python_files() -> list[Path]:
    found = [path for folder in (SOURCE, ROOT / "tests", ROOT / "benchmarks") for path in folder.rglob("*.py")]
    return sorted(path for path in found if "migrations" not in path.parts)


def page_files() -> list[Path]:
    made = {"node_modules", "dist"}
    folders = [(ROOT / "frontend", ("*.js", "*.mjs", "*.css")), (SOURCE, ("*.html",))]
    found = [path for folder, names in folders for name in names for path in folder.rglob(name)]
    return sorted(path for path in found if not made & set(path.parts))


def short(value: Any) -> str:
    return str(value.relative_to(ROOT)) if isinstance(value, Path) else str(value)


def relations() -> Iterator[tuple[type[Model], Any]]:
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if field.is_relation and field.concrete and field.related_model:
                yield model, field


def test_relations_point_down_and_leave_nothing_on_the_room_below() -> None:
    wrong = []
    for model, field in relations():
        here, there = model._meta.app_label, field.related_model._meta.app_label
        if here == there or here not in ROOMS or there not in ROOMS:
            continue
        if ROOMS.index(there) > ROOMS.index(here):
            wrong.append(f"{field} points up to {there}")
        if not field.remote_field.hidden:
            wrong.append(f'{field} needs related_name="+"')
    assert wrong == []


def edges() -> list[Path]:
    found = [path for path in python_files() if {path.stem, path.parent.name} & {"views", "api", "tasks"}]
    return [path for path in found if path.is_relative_to(SOURCE)]


def test_edges_call_commands_and_do_not_write() -> None:
    assert [call for path in edges() for call in writing_calls(path)] == []


def writing_calls(path: Path) -> list[str]:
    source = path.read_text()
    lines = source.splitlines()
    return [
        f"{short(path)}:{node.lineno} .{node.func.attr}()"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
        and "edge-write:" not in lines[node.lineno - 1]  # a way out, with the reason behind it
    ]


def test_files_stay_readable() -> None:
    lengths = {short(path): path.read_text().count("\n") for path in (*python_files(), *page_files())}
    assert {name: lines for name, lines in lengths.items() if lines > MAX_FILE_LINES} == {}


def test_functions_stay_readable() -> None:
    assert [long for path in python_files() for long in long_functions(path)] == []


def long_functions(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            length = (node.end_lineno or 0) - body[0].lineno + 1 if body else 0
            if length > MAX_FUNCTION_LINES:
                yield f"{short(path)}, {node.name}: {length} lines"


def test_no_file_is_named_for_nothing() -> None:
    assert [short(path) for path in python_files() if path.stem in FORBIDDEN_NAMES] == []


def test_every_model_that_people_change_keeps_its_history() -> None:
    ours = [model for model in apps.get_models() if model._meta.app_label in ROOMS]
    tracked = set(tracked_models())
    without = {model._meta.label for model in ours if not issubclass(model, Event) and model not in tracked}
    assert without - set(UNTRACKED) == set(), "track it, or say in UNTRACKED why not"
    assert set(UNTRACKED) - without == set(), "no such untracked model"


def test_the_edges_of_a_room_are_private() -> None:
    """Other rooms use commands, queries and models. A contract would have to name every module that exists."""
    graph = grimp.build_graph("northing", exclude_type_checking_imports=True)
    strangers = {
        f"{importer} imports {module}"
        for module in graph.modules
        for importer in graph.find_modules_that_directly_import(module)
        if is_edge(module) and importer.split(".")[1] not in {"config", module.split(".")[1]}
    }
    assert strangers == set()


def is_edge(module: str) -> bool:
    _, room, inside, *_ = [*module.split("."), "", ""]
    return room in ROOMS and inside in EDGES


@pytest.mark.django_db
def test_no_change_of_a_model_waits_for_its_migration() -> None:
    call_command("makemigrations", *ROOMS[:-1], check_changes=True, dry_run=True, verbosity=0)


def test_what_is_not_locked_is_not_needed() -> None:
    """The product's requirements are a part of what is tested: one lock holds both."""
    needed = (ROOT / "requirements" / "base.txt").read_text()
    tested = (ROOT / "requirements" / "dev.txt").read_text()
    pins = [line.split(" ")[0] for line in needed.splitlines() if "==" in line and not line.startswith(" ")]
    assert [pin for pin in pins if f"{pin} " not in tested] == []
