"""Features and items of a tracker, through planning's waiting room."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from northing.exchange import queries
from northing.exchange.commands.found import Bringer, Found, reasons_of
from northing.exchange.mapping import THEIRS, Mapping
from northing.exchange.models import Import
from northing.exchange.progress import Progress
from northing.exchange.staging import Staged, stage
from northing.exchange.ways import WAYS, WORK
from northing.organisation.models import Member
from northing.planning.commands.merging import Choices, look_before, merge, undo_merge


def look(of: Import, progress: Progress) -> Found:
    staged, choices = _stage(of, progress)
    merged = look_before(actor=of.made_by, batch=of.pk, source=of.source, choices=choices, tell=progress.step)
    return _found(merged, staged)


def bring(of: Import, progress: Progress, reason: str) -> Found:
    staged, choices = _stage(of, progress)
    merged = merge(
        actor=of.made_by,
        batch=of.pk,
        source=of.source,
        reason=reason,
        choices=choices,
        tell=progress.step,
    )
    return _found(merged, staged)


def take_back(of: Import, actor: Member, context: UUID, progress: Progress) -> dict[str, int]:
    undone = undo_merge(
        actor=actor, context=context, batch=of.pk, reason=f"Undo {of.file_name}", tell=progress.step
    )
    return asdict(undone)


WORK_COMES_IN = Bringer(look, bring, take_back)


def _stage(of: Import, progress: Progress) -> tuple[Staged, Choices]:
    """The rows wait; with them goes what a person decided about them."""
    mapping = Mapping.from_json(of.mapping)
    WAYS[WORK].require_complete(mapping)
    choices = Choices(
        features=mapping.features,
        theirs=frozenset(word for word, side in mapping.wins.items() if side == THEIRS),
        theirs_of=mapping.theirs,
        closed_before=mapping.oldest,
    )
    return stage(of.path, queries.recognised_file(of), mapping, progress.rows), choices


def _found(merged: Any, staged: Staged) -> Found:
    outcome = asdict(merged) | {
        "rows_read": staged.rows,
        "refused": staged.refused,
        "reasons": reasons_of(staged.refusals),
        "guessed_done": staged.guessed_done,
    }
    return Found(staged.rows, staged.refused, staged.refusals, outcome, staged.whole)
