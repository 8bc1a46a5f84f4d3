"""Running the forecast: what is kept, what is sealed, and what happens when it goes wrong."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from northing.kernel import clock
from northing.planning import commands, tasks
from northing.planning.commands import refreshing
from northing.planning.models import ForecastRun, Outlook, OutlookRecord, RunState
from tests.conftest import NOW
from tests.planning.forecasts.conftest import dates, outlook


def test_a_run_says_what_it_was_made_with(world, deliver, feature, refresh):
    deliver(world.billing_core, [2] * 10)
    feature("France", world.billing_core, items=7)
    run = refresh()
    assert (run.state, run.asked_at, run.finished_at) == (RunState.DONE, NOW, NOW)
    assert run.seed
    assert run.draws
    assert run.version
    assert run.assumptions["features"] == 1


def test_the_same_day_and_plan_give_the_same_answer(world, deliver, feature, refresh):
    deliver(world.billing_core, [0, 5, 1, 3, 0, 4, 2, 1, 6, 0])
    france = feature("France", world.billing_core, items=12)
    refresh()
    before = outlook(france)
    refresh()
    assert outlook(france).futures == before.futures
    assert dates(france) == [before.p10, before.p50, before.p85, before.p95]


def test_a_shipped_feature_has_no_outlook_any_more(world, deliver, feature, refresh):
    deliver(world.billing_core, [2] * 10)
    france = feature("France", world.billing_core, items=7)
    refresh()
    commands.change_feature(actor=world.hana, feature=france, state="shipped")
    refresh()
    assert not Outlook.objects.filter(feature=france).exists()
    assert OutlookRecord.objects.filter(feature=france).count() == 1  # what was said stays said


def test_the_last_forecast_of_a_day_is_what_was_said_on_it(world, deliver, feature, refresh):
    deliver(world.billing_core, [2] * 10)
    france = feature("France", world.billing_core, items=7)
    with clock.frozen(NOW - timedelta(days=3)):
        refresh()
    refresh()
    commands.add_item(actor=world.hana, feature=france, name="One more")
    refresh()
    said = OutlookRecord.objects.filter(feature=france).order_by("said_on")
    assert [(row.said_on, row.items_left) for row in said] == [(date(2026, 5, 29), 7), (date(2026, 6, 1), 8)]
    assert said[0].p50 != said[1].p50


def test_a_forecast_that_fails_says_why_and_leaves_the_old_dates(
    world, deliver, feature, refresh, monkeypatch: pytest.MonkeyPatch
):
    deliver(world.billing_core, [2] * 10)
    france = feature("France", world.billing_core, items=7)
    refresh()

    def fail(**_: object) -> None:
        raise RuntimeError("out of memory")

    monkeypatch.setattr(refreshing, "outlooks", fail)
    monkeypatch.setattr(refreshing, "gather", fail)
    with pytest.raises(RuntimeError):
        refresh()
    failed = ForecastRun.objects.latest("pk")
    assert failed.state == RunState.FAILED
    assert "out of memory" in failed.problem
    assert outlook(france).p50 == date(2026, 6, 24)


def test_however_often_it_is_asked_for_one_forecast_waits(world, feature, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        feature("France", world.billing_core, items=3)
    waiting = ProcrastinateJob.objects.filter(task_name=tasks.refresh_forecast.name, status="todo")
    assert waiting.count() == 1


def test_the_task_forecasts_for_whoever_asked(world, deliver, feature):
    deliver(world.billing_core, [2] * 10)
    france = feature("France", world.billing_core, items=7)
    tasks.refresh_forecast(actor_id=world.mara.pk)
    assert outlook(france).run.asked_by == world.mara


def test_the_nightly_forecast_needs_nobody(world, deliver, feature):
    deliver(world.billing_core, [2] * 10)
    france = feature("France", world.billing_core, items=7)
    tasks.nightly_forecast(timestamp=0)
    assert outlook(france).run.asked_by is None


def test_ten_times_the_features_need_no_more_queries(world, deliver, feature, refresh):
    deliver(world.billing_core, [2] * 10)

    def more(count: int) -> int:
        for number in range(count):
            one = feature(f"Feature {count}.{number}", world.billing_core, items=1)
            commands.commit(actor=world.hana, feature=one, due_on=date(2027, 1, 29))
        refresh()  # the rehearsal of a day is worked out once
        with CaptureQueriesContext(connection) as queries:
            refresh()
        return len(queries)

    few = more(10)
    assert more(90) == few
    assert few < 40
