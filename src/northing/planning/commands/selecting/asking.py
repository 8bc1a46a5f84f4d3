"""Asking for the best plan, and having seen enough."""

from django.db import transaction
from procrastinate.contrib.django import app

from northing.kernel import clock
from northing.kernel.errors import NotAllowed, Refused
from northing.organisation.models import Member
from northing.planning import policies
from northing.planning.models import Scenario, SelectionRun, SelectionState

TASK = "northing.planning.tasks.work_out_selection"
LEAST, MOST = 1.0, 600.0
OVER = (SelectionState.DONE, SelectionState.STOPPED, SelectionState.FAILED)


def ask_selection(
    *, actor: Member, scenario: Scenario | None, seconds: float = 30.0, sure: float | None = None
) -> SelectionRun:
    """Work it out in the background. One search of a scenario runs at a time: asked again, it is that one."""
    if not policies.may_plan(actor):
        raise NotAllowed("Plans are worked out by product managers. Ask one of them.")
    if not LEAST <= seconds <= MOST:
        raise Refused(seconds=f"Between {LEAST:g} and {MOST:g} seconds.")
    sure = as_sure_as(scenario, sure)
    with transaction.atomic():
        running = SelectionRun.objects.filter(scenario=scenario).exclude(state__in=OVER).first()
        if running is not None and not _was_lost(running):
            return running
        run = SelectionRun.objects.create(
            scenario=scenario, asked_by=actor, asked_at=clock.now(), seconds=seconds, sure=sure
        )
        transaction.on_commit(lambda: _defer(run.pk))
    return run


def stop_selection(*, actor: Member, run: SelectionRun) -> None:
    """The best so far is good enough."""
    if not policies.may_plan(actor):
        raise NotAllowed("Plans are worked out by product managers. Ask one of them.")
    SelectionRun.objects.filter(pk=run.pk).exclude(state__in=OVER).update(stop=True)


def as_sure_as(scenario: Scenario | None, sure: float | None) -> float | None:
    """The chance with which the plan has to fit: as asked, else as the scenario says."""
    if sure is None:
        return scenario.sure if scenario else None
    if not 0.5 < sure < 1:
        raise Refused(sure="Fit with a chance between 50 and 100\u202f%, or say none for the likely effort.")
    return sure


def _was_lost(run: SelectionRun) -> bool:
    """Nobody works on it any more: the worker was stopped meanwhile."""
    return (clock.now() - run.asked_at).total_seconds() > 2 * run.seconds + MOST


def _defer(run: int) -> None:
    app.configure_task(TASK).defer(run_id=run)
