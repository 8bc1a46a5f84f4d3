"""Looking at what an import would do, doing it, and taking it back.

Reading, merging and the word "done" are one transaction. An import that is killed therefore left nothing, is
still said to be running, and is run again from its file: the end is the same.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from procrastinate.contrib.django import app

from northing.exchange.commands import customers, hearing, work
from northing.exchange.commands.found import Bringer, Found
from northing.exchange.mapping import Mapping
from northing.exchange.models import Import, ImportState, RefusedRow
from northing.exchange.progress import Follow, Progress, StopAskedError, nobody_follows
from northing.exchange.ways import CUSTOMERS, FEEDBACK, WAYS, WORK
from northing.kernel import clock
from northing.kernel.errors import NotAllowed, Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member

TASK = "northing.exchange.tasks.work_on"  # by name: a command does not know the edge that runs it
LOCK_SPACE = 7301  # ours among the advisory locks
BRINGERS: dict[str, Bringer] = {
    WORK: work.WORK_COMES_IN,
    FEEDBACK: hearing.FEEDBACK_COMES_IN,
    CUSTOMERS: customers.CUSTOMERS_COME_IN,
}
LOOKABLE = {ImportState.RECEIVED, ImportState.LOOKED, ImportState.FAILED}
RUNNABLE = {*LOOKABLE, ImportState.UNDONE}
LOOKING = {ImportState.LOOKING}
RUNNING = {ImportState.QUEUED, ImportState.RUNNING}
UNDOING = {ImportState.UNDOING}


def ask_look(*, actor: Member, of: Import) -> None:
    """Look in the background at what the import would do."""
    with transaction.atomic():
        set_out(actor=actor, of=of, looking=True)
        transaction.on_commit(lambda: _defer(of))


def ask_run(*, actor: Member, of: Import) -> None:
    """Bring it in, in the background."""
    with transaction.atomic():
        set_out(actor=actor, of=of)
        transaction.on_commit(lambda: _defer(of))


def set_out(*, actor: Member, of: Import, looking: bool = False) -> None:
    """From here on it is under way: whoever holds it dies, another one carries it on."""
    _must_own(actor, of)
    if of.brings in WAYS:
        WAYS[of.brings].require_complete(Mapping.from_json(of.mapping))
    allowed = LOOKABLE if looking else RUNNABLE
    state = ImportState.LOOKING if looking else ImportState.QUEUED
    asked = {"stop_asked": False, "keep_asked": False}
    said = {"state": state, "problem": "", "rows_read": 0, "step": "", **asked}
    if not Import.objects.filter(pk=of.pk, state__in=allowed).update(**said):
        raise Refused("This import is under way already, or is in.")
    of.refresh_from_db()


def ask_stop(*, actor: Member, of: Import) -> None:
    """Stop what is under way: nothing of it is in, or, when it was being undone, all of it still is."""
    _must_own(actor, of)
    Import.objects.filter(pk=of.pk, state__in=Import.UNFINISHED).update(stop_asked=True)


def ask_keep(*, actor: Member, of: Import) -> None:
    """Read no further, and bring in what has been read: one import as any other, that can be undone whole."""
    _must_own(actor, of)
    Import.objects.filter(pk=of.pk, state__in=Import.BRINGING_IN).update(keep_asked=True)


def look(of: Import, follow: Follow = nobody_follows) -> Import:
    """Read the file and merge it for a look: counted, then rolled back."""
    with _working(of, LOOKING) as mine, Progress(of, follow) as progress:
        if not mine:
            return of
        with transaction.atomic():
            found = BRINGERS[of.brings].look(of, progress)
            of.expected = found.outcome
            _keep_refusals(of, found)
            _finish(of, ImportState.LOOKED)
    return of


def run(of: Import, follow: Follow = nobody_follows) -> Import:
    """Read the file and merge it: all of it, or nothing. Run again after a crash, it ends the same."""
    with _working(of, RUNNING) as mine, Progress(of, follow) as progress:
        if not mine:
            return of
        reason = f"Import of {of.file_name}"
        with recorded(actor=of.made_by, command="exchange.run", reason=reason) as recording:
            found = BRINGERS[of.brings].bring(of, progress, reason)
            of.outcome = found.outcome if found.whole else found.outcome | {"stopped_of": of.rows}
            of.context = recording.id
            _keep_refusals(of, found)
            _finish(of, ImportState.DONE)
    return of


def ask_undo(*, actor: Member, of: Import) -> None:
    """Take the whole import back, in the background."""
    _must_own(actor, of)
    said = {"state": ImportState.UNDOING, "undone_by": actor, "problem": "", "step": "", "stop_asked": False}
    with transaction.atomic():
        is_in = Import.objects.filter(pk=of.pk, state=ImportState.DONE, context__isnull=False)
        if not is_in.update(**said):
            raise Refused("Only an import that is in can be undone.")
        transaction.on_commit(lambda: _defer(of))
    of.refresh_from_db()


def take_back(of: Import, follow: Follow = nobody_follows) -> Import:
    """Take the whole import back, or nothing of it; what was changed since stays, and is counted."""
    with _working(of, UNDOING) as mine, Progress(of, follow) as progress:
        if not mine or of.context is None or of.undone_by is None:
            return of
        with transaction.atomic():
            undone = BRINGERS[of.brings].take_back(of, of.undone_by, of.context, progress)
            of.outcome = of.outcome | {"undone": undone}
            _finish(of, ImportState.UNDONE)
    return of


def carry_on() -> int:
    """Queue again whatever was under way when its worker died. How many that were."""
    count = 0
    for of in Import.objects.filter(state__in=Import.UNFINISHED):
        with _lock(of) as mine:
            if mine:
                _defer(of)
                count += 1
    return count


def work_on(of: Import, follow: Follow = nobody_follows) -> Import:
    """The next thing that the import waits for."""
    if of.state in LOOKING:
        return look(of, follow)
    if of.state in UNDOING:
        return take_back(of, follow)
    return run(of, follow) if of.state in RUNNING else of


def give_up(of: Import, state: ImportState, problem: str) -> None:
    """What was under way is not any more; `problem` says why, "" when somebody wished it so."""
    of.state, of.problem, of.step, of.stop_asked = state, problem, "", False
    Import.objects.filter(pk=of.pk).update(state=state, problem=problem, step="", stop_asked=False)


def _defer(of: Import) -> None:
    app.configure_task(TASK, lock=f"import-{of.pk}").defer(import_id=of.pk)


def _keep_refusals(of: Import, found: Found) -> None:
    of.refused_rows.all().delete()
    RefusedRow.objects.bulk_create(
        [
            RefusedRow(
                of=of,
                line=refusal.line,
                column=refusal.column[:200],
                value=refusal.value[:2000],
                reason=refusal.reason[:500],
                original=refusal.original,
            )
            for refusal in found.refusals
        ],
        batch_size=1000,
    )
    of.refused = found.refused
    of.rows = found.rows


def _finish(of: Import, state: ImportState) -> None:
    """The last word of the transaction: not said when the columns were matched anew meanwhile."""
    said = {
        "state": state,
        "step": "",
        "finished_at": clock.now(),
        "rows": of.rows,
        "rows_read": of.rows,
        "refused": of.refused,
        "expected": of.expected,
        "outcome": of.outcome,
        "context": of.context,
    }
    if not Import.objects.filter(pk=of.pk, state=of.state, mapping=of.mapping).update(**said):
        raise StopAskedError
    for name, value in said.items():
        setattr(of, name, value)


@contextmanager
def _working(of: Import, waiting: set[ImportState]) -> Iterator[bool]:
    """One worker at a time on an import; what goes wrong is written down in words and leaves nothing behind."""
    stopped, failed = ImportState.RECEIVED, ImportState.FAILED
    if waiting is UNDOING:  # what was not taken back is in, as before
        stopped = failed = ImportState.DONE
    with _lock(of) as free:
        of.refresh_from_db()
        mine = free and of.state in waiting
        if mine:
            of.state = ImportState.RUNNING if waiting is RUNNING else of.state
            of.started_at = clock.now()
            of.save(update_fields=["state", "started_at"])
        try:
            yield mine
        except StopAskedError:
            Import.objects.filter(pk=of.pk, stop_asked=True).update(state=stopped, step="", stop_asked=False)
            of.refresh_from_db()
        except (Refused, NotAllowed) as refusal:
            give_up(of, failed, str(refusal))
        except Exception as error:
            give_up(of, failed, f"Something went wrong that should not ({type(error).__name__}).")
            raise


@contextmanager
def _lock(of: Import) -> Iterator[bool]:
    """Held by the worker's own connection, so that it falls with the worker."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK_SPACE, of.pk])
        mine = bool(cursor.fetchone()[0])
    try:
        yield mine
    finally:
        if mine and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK_SPACE, of.pk])


def _must_own(actor: Member, of: Import) -> None:
    if not (actor.runs_the_place or of.made_by_id == actor.pk):
        raise NotAllowed("This import is somebody else's.")
