"""When releases were planned for and came: from the tracker, and what is said here."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from northing.planning import commands as planning
from northing.planning.forecasts.promises import promise_model
from northing.planning.models import Release
from tests.conftest import NOW, World
from tests.exchange.bringing import bring, events, undo

SPRING = {"title": "Spring", "due_on": "2026-04-30T07:00:00Z", "created_at": "2026-01-12T10:00:00Z"}


def github(folder: Path, milestone: dict[str, Any]) -> Path:
    """An epic of the milestone that was promised for another day."""
    page = "https://github.com/tarn/pay/issues/1"
    said = {"number": 1, "title": "Direct debit", "state": "open", "html_url": page, "due date": "2026-07-01"}
    path = folder / "issues.json"
    path.write_text(json.dumps([{**said, "created_at": "2026-01-20T10:00:00Z", "milestone": milestone}]))
    return path


def spring() -> tuple[date | None, datetime | None, date | None]:
    found = Release.objects.get(name="Spring")
    return found.planned_on, found.planned_at, found.released_on


def test_a_milestone_brings_its_plan_and_when_it_came(world: World, tmp_path: Path) -> None:
    bring(world.mara, github(tmp_path, SPRING))
    planned = date(2026, 4, 30), datetime(2026, 1, 12, tzinfo=UTC)
    assert spring() == (*planned, None)
    bring(world.mara, github(tmp_path, {**SPRING, "closed_at": "2026-05-06T10:00:00Z"}))
    assert spring() == (*planned, date(2026, 5, 6))
    model = promise_model(today=NOW.date()).model
    assert (model.closed, model.held) == (1, 0)


def test_the_same_file_twice_changes_no_release(world: World, tmp_path: Path) -> None:
    path = github(tmp_path, SPRING)
    bring(world.mara, path)
    before = events()
    bring(world.mara, path)
    assert events() == before


def test_a_plan_that_moved_in_the_tracker_is_said_anew(world: World, tmp_path: Path) -> None:
    bring(world.mara, github(tmp_path, SPRING))
    bring(world.mara, github(tmp_path, {**SPRING, "due_on": "2026-06-30T07:00:00Z", "created_at": None}))
    assert spring() == (date(2026, 6, 30), NOW, None)


def test_what_a_person_said_of_a_release_stays(world: World, tmp_path: Path) -> None:
    bring(world.mara, github(tmp_path, SPRING))
    planning.change_release(
        actor=world.hana, release=Release.objects.get(name="Spring"), planned_on=date(2026, 5, 15)
    )
    bring(world.mara, github(tmp_path, SPRING))
    assert spring() == (date(2026, 5, 15), NOW, None)


def test_undoing_the_import_takes_the_days_back(world: World, tmp_path: Path) -> None:
    planning.create_release(actor=world.hana, name="spring")
    of = bring(world.mara, github(tmp_path, SPRING))
    assert Release.objects.get().planned_on == date(2026, 4, 30)
    undo(actor=world.mara, of=of)
    assert Release.objects.get().planned_on is None


@pytest.mark.parametrize(
    ("released", "days"), [(False, (date(2026, 3, 31), None)), (True, (None, date(2026, 3, 31)))]
)
def test_jira_keeps_one_day_of_a_version(
    world: World, tmp_path: Path, released: bool, days: tuple[date | None, date | None]
) -> None:
    version = {"name": "Spring", "releaseDate": "2026-03-31", "released": released}
    said = {"summary": "Direct debit", "issuetype": {"name": "Story"}, "fixVersions": [version]}
    path = tmp_path / "issues.json"
    path.write_text(json.dumps({"issues": [{"id": "1", "key": "AB-1", "fields": said}]}))
    bring(world.mara, path)
    assert (spring()[0], spring()[2]) == days
