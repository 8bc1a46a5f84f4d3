"""Whether the dates on a page are the latest, and what they rest on."""

from dataclasses import dataclass
from datetime import datetime

from procrastinate.contrib.django.models import ProcrastinateJob

from northing.kernel import clock
from northing.planning.models import ForecastRun, RunState

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
    runs = ForecastRun.objects.order_by("-asked_at", "-pk")
    done = runs.filter(state=RunState.DONE).values("pk", "finished_at", "assumptions").first()
    at = done["finished_at"] if done else None
    last = runs.values("state", "problem").first()
    asked = ProcrastinateJob.objects.filter(
        task_name__in=TASKS, status__in=("todo", "doing"), scheduled_at=None
    )
    return ForecastState(
        run=done["pk"] if done else None,
        at=at,
        weeks=int(done["assumptions"].get("weeks", 0)) if done else 0,
        today=at is not None and at.date() == clock.today(),
        waiting=asked.exists(),
        problem=last["problem"] if last and last["state"] == RunState.FAILED else "",
    )
