"""What moved a chance since a day."""

from datetime import datetime, timedelta

import pytest
from django.db import connection

from northing.kernel import clock
from northing.planning import commands
from northing.planning.forecasts.moved import Moved, moved
from northing.planning.models import Feature, ForecastRun
from northing.planning.queries.futures_panel import record_on
from tests.conftest import NOW, World
from tests.keeping import kept
from tests.planning.roadmap.conftest import Plan, day, refresh

BEFORE = NOW - timedelta(days=14)


def happened(at: datetime) -> None:
    """What the triggers kept so far happened then: they know the real time only."""
    with connection.cursor() as cursor:
        for table in ("planning_featureevent", "planning_dependencyevent", "planning_holidayevent"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(f"UPDATE {table} SET pgh_created_at = %s WHERE pgh_created_at > now()", [at])  # noqa: S608
            cursor.execute(
                f"UPDATE {table} SET pgh_created_at = %s WHERE pgh_created_at = now()",  # noqa: S608
                [at],
            )
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def since_before(feature: Feature) -> Moved:
    refresh()
    found = Feature.objects.select_related("outlook__run", "team").get(pk=feature.pk)
    said = record_on(found, BEFORE.date())
    assert said is not None
    assert found.outlook.chance is not None
    return moved(found, said, ForecastRun.objects.latest("pk"), found.outlook.chance)


@pytest.fixture
@kept
def promised(plan: Plan) -> Feature:
    with clock.frozen(BEFORE):
        feature = plan("Pay by bank", items=20, due=33)
        refresh()
    happened(BEFORE)
    return feature


def test_the_steps_add_up_to_the_change(promised: Feature, world: World) -> None:
    for number in range(6):
        commands.add_item(actor=world.mara, feature=promised, name=f"Found late {number}")
    happened(NOW)
    found = since_before(promised)
    assert found.now is not None
    assert found.was is not None
    assert sum(step.points for step in found.steps) == pytest.approx(found.now - found.was, abs=0.02)


def test_items_that_were_added_cost_points(promised: Feature, world: World) -> None:
    for number in range(8):
        commands.add_item(actor=world.mara, feature=promised, name=f"Found late {number}")
    happened(NOW)
    steps = {step.what: step.points for step in since_before(promised).steps}
    assert steps["Grew from 20 to 28 items"] < 0


def test_a_promise_that_was_moved_says_both_days(promised: Feature, world: World) -> None:
    commands.commit(actor=world.mara, feature=promised, due_on=day(75), reason="Too early")
    found = since_before(promised)
    steps = [step for step in found.steps if step.what.startswith("Commitment moved")]
    assert [step.what for step in steps] == ["Commitment moved 4 Jul → 15 Aug"]
    assert steps[0].points > 0


def test_a_day_to_wait_for_is_said_with_its_reason(promised: Feature, world: World) -> None:
    commands.change_feature(actor=world.mara, feature=promised, not_before=day(30), reason="Certification slot")
    happened(NOW)
    steps = {step.what: step.points for step in since_before(promised).steps}
    assert steps["Certification slot: not before 1 Jul"] < 0


def test_a_change_of_the_calendar_is_named_with_what_is_left_over(promised: Feature, world: World) -> None:
    commands.add_holiday(actor=world.hana, name="Works outing", starts_on=day(1), ends_on=day(20))
    happened(NOW)
    assert "calendar" in " ".join(step.what for step in since_before(promised).steps)
