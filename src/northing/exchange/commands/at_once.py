"""An import that somebody waits for, as the command line does: begun and worked on in this process."""

import time
from pathlib import Path

from django.db import transaction

from northing.exchange import queries
from northing.exchange.commands.files import discard, receive
from northing.exchange.commands.runs import give_up, set_out, work_on
from northing.exchange.mapping import Mapping
from northing.exchange.models import Import, ImportState
from northing.exchange.progress import Follow, nobody_follows
from northing.kernel.errors import Refused
from northing.organisation.models import Member

LOOKS_EVERY = 0.3  # seconds, while another process works on the import


def begin(
    *,
    actor: Member,
    path: Path,
    source: str = "auto",
    mapping: Mapping | None = None,
    looking: bool = False,
) -> Import:
    """Receive the file and set out at once; one that was cut off on its way in is taken up again instead."""
    interrupted = None if looking or mapping else queries.interrupted(actor, path)
    if interrupted is not None:
        return interrupted
    of = None
    try:
        with transaction.atomic():
            of = receive(actor=actor, upload=path, source=source, mapping=mapping)
            set_out(actor=actor, of=of, looking=looking)
    except BaseException:
        if of is not None:
            of.path.unlink(missing_ok=True)
        raise
    return of


def follow_through(of: Import, follow: Follow = nobody_follows) -> Import:
    """Work on it until it is done, or wait for whoever works on it already. Refused when it could not be."""
    work_on(of, follow)
    while of.is_under_way:
        time.sleep(LOOKS_EVERY)
        of.refresh_from_db()
        follow(of.step, of.rows_read)
        work_on(of, follow)
    if of.problem:
        raise Refused(of.problem)
    return of


def abandon(*, actor: Member, of: Import) -> bool:
    """Forget an import that was interrupted on purpose. False when it is in already, and stays."""
    of.refresh_from_db()
    if of.state in {ImportState.DONE, ImportState.UNDONE}:
        return False
    give_up(of, ImportState.RECEIVED, "")
    discard(actor=actor, of=of)
    return True
