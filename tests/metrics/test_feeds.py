"""Feeds are tried before they are kept, read when their turn comes, and say when they fail or are late."""

import sqlite3
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from northing.kernel import clock
from northing.kernel.errors import NotAllowed, Refused
from northing.metrics import commands
from northing.metrics.models import Delivery, Feed, Metric, Restatement, Way
from northing.metrics.queries.sources import late_sources
from tests.conftest import NOW, Clients, World

pytestmark = pytest.mark.django_db
Says = Callable[..., None]


@pytest.fixture
def says(settings: Any, tmp_path: Path) -> Says:
    """What the warehouse holds from now on: name -> value by day."""
    settings.DATA_DIR = tmp_path
    path = tmp_path / "sources" / "sales.db"
    path.parent.mkdir()

    def say(rows: dict[tuple[str, str], float]) -> None:
        path.unlink(missing_ok=True)
        with sqlite3.connect(path) as database:
            database.execute("CREATE TABLE kpi (day TEXT, metric TEXT, value REAL)")
            database.executemany("INSERT INTO kpi VALUES (?, ?, ?)", [(*key, one) for key, one in rows.items()])
        database.close()

    say({("2026-05-30", "Signups"): 3})
    return say


def feed(world: World, **fields: Any) -> Feed:
    said = {"name": "Warehouse", "address": "sqlite:sales.db", "query": "SELECT * FROM kpi", "secret": "hush"}
    return commands.save_feed(actor=world.hana, **(said | fields))


def test_what_it_names_goes_to_metrics_of_that_name_or_to_new_ones(world: World, says: Says) -> None:
    there = commands.create_metric(actor=world.hana, name="signups")
    says({("2026-05-30", "Signups"): 3, ("2026-05-30", "refund_rate"): 0.5})
    found = feed(world)
    assert {one.key: one.metric.name for one in found.series.all() if one.metric} == {
        "Signups": "signups",
        "refund_rate": "Refund rate",
    }
    assert "hush" not in found.secret
    done = commands.read_feed(found.pk)
    assert done is not None
    assert (done.created, list(there.observations.values_list("value", flat=True))) == (2, [3])
    assert Metric.objects.get(name="Refund rate").source == "feed"


def test_what_cannot_be_read_is_not_kept(world: World, says: Says) -> None:
    for wrong in ({"query": "SELECT nothing"}, {"address": "sqlite:none.db"}, {"query": ""}):
        with pytest.raises(Refused):
            feed(world, **wrong)
    with pytest.raises(NotAllowed):
        commands.save_feed(actor=world.mara, name="Mine", address="sqlite:sales.db", query="SELECT 1")
    assert not Feed.objects.exists()


def test_a_history_that_changes_there_is_restated_here_and_new_names_wait(world: World, says: Says) -> None:
    found = feed(world)
    commands.read_feed(found.pk)
    says({("2026-05-30", "Signups"): 4, ("2026-05-30", "Brand new"): 1})
    done = commands.read_feed(found.pk)
    assert done is not None
    assert (done.created, done.changed) == (0, 1)
    assert Restatement.objects.get().value == 3
    assert "Brand new" in done.trouble
    assert not Metric.objects.filter(name="Brand new").exists()


def test_a_reading_that_fails_is_logged_and_tried_again_soon_then_at_its_turn(world: World, says: Says) -> None:
    with clock.frozen(NOW):
        found = feed(world, hour=6)
        says({})
        waits = []
        for _ in range(4):
            done = commands.read_feed(found.pk)
            assert done is not None
            assert done.failed
            found.refresh_from_db()
            waits.append(found.next_at - NOW)
        assert waits[:3] == [timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1)]
        assert found.next_at == datetime(2026, 6, 2, 6, tzinfo=NOW.tzinfo)
        assert "no values" in found.trouble
        says({("2026-05-31", "Signups"): 5})
        commands.read_feed(found.pk)
    found.refresh_from_db()
    assert (found.tries, found.trouble) == (0, "")
    assert Delivery.objects.filter(feed=found, failed=True).count() == 4


def test_data_that_is_late_is_said_on_the_page_of_sources(world: World, clients: Clients, says: Says) -> None:
    found = feed(world, late_after=2)
    commands.read_feed(found.pk)
    with clock.frozen(NOW):
        assert late_sources(world.hana) == []
    with clock.frozen(NOW + timedelta(days=5)):
        (late,) = late_sources(world.hana)
        assert (late.metric.name, late.newest, late.late) == ("Signups", date(2026, 5, 30), 5)
        page = clients["hana"].get("/outcomes/sources/").content.decode()
        assert "1 metric late" in page
        assert "by 5 days" in page
        page = clients["hana"].get(f"/outcomes/metrics/{late.metric.pk}/").content.decode()
        assert "Late by 5 days: Warehouse has brought nothing newer." in page


def test_pages_of_a_feed_show_its_log_and_never_its_secret(world: World, clients: Clients, says: Says) -> None:
    found = feed(world)
    commands.read_feed(found.pk)
    for address in (f"/outcomes/sources/{found.pk}/", f"/outcomes/sources/{found.pk}/change/"):
        page = clients["hana"].get(address).content.decode()
        assert "hush" not in page
        assert found.secret not in page
    series = found.series.get()
    clients["hana"].post(f"/outcomes/sources/series/{series.pk}/", {"metric": ""})
    series.refresh_from_db()
    assert series.metric is None
    commands.forget_feed(actor=world.hana, feed=found)
    assert Metric.objects.get(name="Signups").observations.count() == 1


@pytest.mark.usefixtures("says")
def test_old_deliveries_are_forgotten_but_for_files_and_the_last_of_a_feed(world: World) -> None:
    found = feed(world)
    for day in (0, 1):
        with clock.frozen(NOW + timedelta(days=day)):
            commands.read_feed(found.pk)
            commands.record_observations(actor=world.mara, points={}, way=Way.FILE, name="kpi.csv")
    with clock.frozen(NOW + timedelta(days=100)):
        assert commands.clear_log() == 1
        assert Delivery.objects.filter(feed=found).count() == 1
        assert Delivery.objects.filter(way=Way.FILE).count() == 2
    with clock.frozen(NOW + timedelta(days=500)):
        assert commands.clear_log() == 2
