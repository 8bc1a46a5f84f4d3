"""Files brought in as people do it, and what is then here."""

from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.models import Model

from northing.exchange import commands
from northing.exchange.mapping import Mapping
from northing.exchange.models import Import
from northing.organisation.models import Member
from northing.planning.models import Feature, Item
from tests.exchange.readers.files import jira

HEADER = [
    *("Summary", "Issue key", "Issue id", "Issue Type", "Status", "Created", "Updated", "Resolved", "Due date"),
    *(
        "Assignee",
        "Component/s",
        "Fix Version/s",
        "Parent",
        "Custom field (Epic Link)",
        "Custom field (Epic Name)",
    ),
    *("Outward issue link (Blocks)", "Inward issue link (Blocks)", "Project name"),
]
EPIC = {"Issue key": "AB-1", "Issue id": "101", "Issue Type": "Epic", "Summary": "Invoices"}
STORY = {"Issue key": "AB-2", "Issue id": "102", "Summary": "Send by post", "Parent": "AB-1"}
DONE = {"Status": "Done", "Created": "2026-03-02 09:00", "Resolved": "2026-03-20 12:00"}


def export(folder: Path, *rows: dict[str, str], name: str = "export.csv") -> Path:
    """A Jira export with every column that tests need."""
    path = jira(folder, *({"Created": "2026-03-02 09:00", **row} for row in rows), header=HEADER)
    return path.rename(folder / name)


def bring(actor: Member, path: Path, mapping: Mapping | None = None, source: str = "auto") -> Import:
    """As `northing import` does."""
    return commands.follow_through(commands.begin(actor=actor, path=path, mapping=mapping, source=source))


def undo(*, actor: Member, of: Import) -> Import:
    """As the page does, and the background after it."""
    commands.ask_undo(actor=actor, of=of)
    return commands.work_on(of)


def feature(key: str) -> Feature:
    return Feature.objects.get(tracker_key=key)


def item(key: str) -> Item:
    return Item.objects.get(tracker_key=key)


def events() -> dict[str, int]:
    """How many rows of history there are, of each kind."""
    found = (model for model in apps.get_models() if model.__name__.endswith("Event"))
    return {model.__name__: model._default_manager.count() for model in found}


def contents(*models: type[Model]) -> list[dict[str, Any]]:
    """Every row as a person knows it, in an order of its own."""
    hidden = {"id", "batch"}
    return [
        {name: value for name, value in row.items() if name not in hidden}
        for model in models
        for row in model._default_manager.order_by("pk").values()
    ]
