"""An import that is killed loses nothing and doubles nothing."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from northing.exchange import commands, queries
from northing.exchange.models import Import, ImportState
from northing.planning.models import Feature, Item
from tests.conftest import World
from tests.exchange.bringing import EPIC, STORY, bring, export

ROOT = Path(__file__).resolve().parents[2]
KILLS = 2


def test_killed_at_any_moment_it_ends_as_if_nothing_had_happened(data_folder: Path) -> None:
    """The same program that is run by hand for two hundred kills."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NORTHING_")}
    said = ["--times", str(KILLS), "--rows", "1000", "--folder", str(data_folder)]
    command = [sys.executable, "-m", "benchmarks.kills", *said]
    done = subprocess.run(  # noqa: S603  our own words
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert (found["killed"] >= KILLS, found["problems"]) == (True, 0)


def test_an_import_whose_process_died_is_taken_up_by_the_next_one_of_the_same_file(
    world: World, tmp_path: Path
) -> None:
    path = export(tmp_path, EPIC, STORY)
    died = commands.begin(actor=world.mara, path=path)
    Import.objects.update(state=ImportState.RUNNING)
    of = bring(world.mara, path)
    assert (of.pk, of.state, Import.objects.count()) == (died.pk, ImportState.DONE, 1)
    assert (Feature.objects.count(), Item.objects.count()) == (1, 1)


def test_an_import_whose_process_died_is_carried_on_in_the_background(world: World, tmp_path: Path) -> None:
    of = commands.begin(actor=world.mara, path=export(tmp_path, EPIC, STORY))
    Import.objects.update(state=ImportState.RUNNING)
    assert commands.carry_on() == 1
    found = queries.import_by_id(of.pk)
    assert found is not None
    assert commands.work_on(found).state == ImportState.DONE


def test_work_that_is_done_is_not_done_again(world: World, tmp_path: Path) -> None:
    of = bring(world.mara, export(tmp_path, EPIC, STORY))
    of.state = ImportState.RUNNING  # as a worker knows it that was late
    assert commands.run(of).state == ImportState.DONE
    assert of.outcome["rows"]["created"] == 2


def test_stopping_leaves_nothing(
    world: World, tmp_path: Path, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    of = commands.begin(actor=world.mara, path=export(tmp_path, EPIC, STORY))
    commands.ask_stop(actor=world.mara, of=of)
    with django_capture_on_commit_callbacks(execute=True):
        commands.abandon(actor=world.mara, of=of)
    assert (Import.objects.count(), Feature.objects.count()) == (0, 0)
    assert not of.path.exists()
