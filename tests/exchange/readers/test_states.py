"""Which state a status means."""

import pytest

from northing.exchange.readers.kinds import kind_of
from northing.exchange.readers.states import state_of


@pytest.mark.parametrize(
    ("status", "category", "resolution", "state"),
    [
        ("To Do", "", "", "planned"),
        ("Backlog", "", "", "planned"),
        ("IN_PROGRESS", "", "", "building"),
        ("Ready for QA sign-off", "", "", "building"),
        ("Code Review", "", "", "building"),
        ("Done", "", "", "done"),
        ("Won't Do", "", "", "cancelled"),
        ("Canceled", "", "", "cancelled"),
        ("Triage", "", "", "idea"),
        ("Whatever", "In Progress", "", "building"),
        ("Whatever", "Zu erledigen", "", "planned"),
        ("Whatever", "En cours", "", "building"),
        ("Whatever", "完了", "", "done"),
        ("Whatever", "indeterminate", "", "building"),
        ("Idea", "To Do", "", "idea"),
        ("Rejected", "Done", "", "cancelled"),
        ("Done", "Done", "Duplicate", "cancelled"),
        ("Closed", "", "Won’t Fix", "cancelled"),
        ("Closed", "", "not planned", "cancelled"),
        ("Closed", "", "Fixed", "done"),
        ("In Progress", "In Progress", "Duplicate", "building"),
        ("Whatever", "", "", None),
        ("", "", "", None),
        ("", "", "Done", "done"),
        ("", "", "Unresolved", None),
        ("Geschlossen", "", "", "done"),
        ("Not Started", "", "", "planned"),
        ("Not done", "", "", None),
    ],
)
def test_a_status_says_its_state(status: str, category: str, resolution: str, state: str | None) -> None:
    assert state_of(status, category, resolution) == state


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Epic", "feature"),
        ("Feature", "feature"),
        ("Initiative", "feature"),
        ("Épopée", "feature"),
        ("Portfolio Epic", "feature"),
        ("Story", "item"),
        ("Feature Request", "item"),
        ("Sub-task", "item"),
        ("", "item"),
    ],
)
def test_a_kind_is_a_feature_or_an_item(word: str, kind: str) -> None:
    assert kind_of(word) == kind
