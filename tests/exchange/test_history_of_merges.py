"""A merge writes its events at once: they are the ones that the triggers would have written."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Model

from northing.planning.models import Feature, Item
from tests.conftest import World
from tests.exchange.bringing import DONE, EPIC, STORY, bring, export, undo

MODELS = (Feature, Item)
GIVEN = {"pgh_id", "pgh_created_at", "pgh_context", "pgh_obj", "id", "feature"}


def history(context: Any) -> list[tuple[Any, ...]]:
    """Every event of one import without the numbers that the database gives."""
    found = []
    for model in MODELS:
        names = [field.name for field in model.pgh_event_model._meta.concrete_fields]  # type: ignore[attr-defined]
        kept = [
            name for name in names if name not in {"pgh_id", "pgh_created_at", "pgh_context", "pgh_obj", "id"}
        ]
        kept = [name for name in kept if name != "feature"]
        events = model.pgh_event_model._default_manager.filter(pgh_context_id=context)  # type: ignore[attr-defined]
        found += [(model.__name__, *row) for row in events.order_by("tracker_key", "pgh_id").values_list(*kept)]
    return found


@contextmanager
def _triggers_speak(*_: Any) -> Iterator[None]:
    yield


def _no_events(_model: type[Model], _label: str, statement: str) -> str:
    return statement


def test_the_events_of_a_merge_are_those_of_the_triggers(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = export(tmp_path, {**EPIC, "Due date": "2026-09-01"}, STORY, name="first.csv")
    changed = (
        {**EPIC, "Summary": "Better", "Component/s": "Billing Core"},
        {**STORY, **DONE},
        {**STORY, "Issue key": "AB-8"},
    )
    second = export(tmp_path, *changed, name="second.csv")
    at_once = [bring(world.mara, path) for path in (first, second)]
    written = [history(of.context) for of in at_once]
    for of in reversed(at_once):
        undo(actor=world.mara, of=of)
    module = import_module("northing.planning.commands.merging.merge")  # behind the function of its name
    monkeypatch.setattr(module, "triggers_silent", _triggers_speak)
    monkeypatch.setattr("northing.planning.commands.merging.targets.with_events", _no_events)
    by_triggers = [history(bring(world.mara, path).context) for path in (first, second)]
    assert written == by_triggers
    assert [len(events) for events in written] == [4, 4]


def test_after_a_merge_the_triggers_speak_again(world: World, tmp_path: Path) -> None:
    bring(world.mara, export(tmp_path, EPIC, STORY))
    before = Item.pgh_event_model.objects.count()  # type: ignore[attr-defined]
    Item.objects.update(name="Changed by hand")
    assert Item.pgh_event_model.objects.count() == before + 1  # type: ignore[attr-defined]
