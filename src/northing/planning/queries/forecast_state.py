"""Whether the dates on a page are the latest, and what they rest on."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from northing.kernel import clock
from northing.planning.models import RunState

STATE = """
SELECT done.id, done.finished_at, (done.assumptions ->> 'weeks')::int, last.state, last.problem,
    EXISTS (SELECT FROM procrastinate_jobs WHERE scheduled_at IS NULL AND status IN ('todo', 'doing')
        AND task_name = ANY(%(tasks)s))
FROM (SELECT) AS always
LEFT JOIN LATERAL (SELECT * FROM planning_forecastrun ORDER BY asked_at DESC, id DESC LIMIT 1) AS last ON true
LEFT JOIN LATERAL (SELECT * FROM planning_forecastrun WHERE state = %(done)s
    ORDER BY asked_at DESC, id DESC LIMIT 1) AS done ON true
"""
TASKS = ("northing.planning.tasks.refresh_forecast", "northing.planning.tasks.nightly_forecast")


@dataclass(frozen=True, slots=True)
class ForecastState:
    """`run` and `at` are of the last one that was done; `waiting` while a newer one is asked for or running."""

    run: int | None
    at: datetime | None
    weeks: int
    today: bool
    waiting: bool
    problem: str


def forecast_state() -> ForecastState:
    with connection.cursor() as cursor:
        cursor.execute(STATE, {"done": RunState.DONE, "tasks": list(TASKS)})
        run, at, weeks, last, problem, waiting = cursor.fetchone()
    return ForecastState(
        run=run,
        at=at,
        weeks=weeks or 0,
        today=at is not None and at.date() == clock.today(),
        waiting=waiting,
        problem=problem if last == RunState.FAILED else "",
    )
