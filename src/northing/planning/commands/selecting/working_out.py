"""Looking for the best plan, and keeping what is known of it while it gets better."""

from collections.abc import Callable
from time import monotonic

from northing.kernel import clock
from northing.planning.commands.selecting.asking import as_sure_as
from northing.planning.models import Scenario, SelectionRun, SelectionState
from northing.planning.selection import Found, Listening, ask, kept, work_out

LOOKS = 1.0
"""Seconds between two looks at whether somebody has seen enough."""


def work_out_selection(run_id: int) -> None:
    """A run that was asked for. What it finds is kept as it comes; when it fails the run says why."""
    run = SelectionRun.objects.select_related("scenario__score_model").filter(pk=run_id).first()
    if run is None or run.is_over:
        return
    run.state = SelectionState.RUNNING
    run.save(update_fields=["state"])
    _work_out(run, Listening(on_found=lambda found: _keep(run, found), stop=_stopping(run)))


def select_now(scenario: Scenario | None, *, seconds: float, sure: float | None = None) -> SelectionRun:
    """Now and here, kept like one that was asked for: nobody in particular asked."""
    run = SelectionRun.objects.create(
        scenario=scenario,
        asked_at=clock.now(),
        seconds=seconds,
        sure=as_sure_as(scenario, sure),
        state=SelectionState.RUNNING,
    )
    _work_out(run, Listening())
    return run


def _work_out(run: SelectionRun, listening: Listening) -> None:
    try:
        found = work_out(ask(run.scenario), sure=run.sure, seconds=run.seconds, listening=listening)
        stopped = listening.stop()
    except Exception as error:
        run.state, run.finished_at = SelectionState.FAILED, clock.now()
        run.problem = f"{type(error).__name__}: {error}"
        run.save(update_fields=["state", "finished_at", "problem"])
        raise
    _keep(run, found)
    run.state = SelectionState.STOPPED if stopped else SelectionState.DONE
    run.finished_at = clock.now()
    run.save(update_fields=["state", "finished_at"])


def _keep(run: SelectionRun, found: Found) -> None:
    run.said = kept(found)
    if (plan := found.selection) is not None:
        run.value, run.bound, run.greedy = plan.value, plan.bound, plan.greedy
        run.chosen = {str(id_): period for id_, period in plan.chosen.items()}
    run.save(update_fields=["said", "value", "bound", "greedy", "chosen"])


def _stopping(run: SelectionRun) -> Callable[[], bool]:
    """Asks the database at most once a second; the solver asks far more often."""
    seen = {"at": monotonic(), "stop": False}

    def stop() -> bool:
        if not seen["stop"] and monotonic() - seen["at"] > LOOKS:
            seen["at"] = monotonic()
            seen["stop"] = SelectionRun.objects.filter(pk=run.pk, stop=True).exists()
        return bool(seen["stop"])

    return stop
