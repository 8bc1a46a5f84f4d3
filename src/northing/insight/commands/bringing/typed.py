"""Pieces that somebody looks at while they are added."""

from collections.abc import Iterable
from typing import IO

from northing.insight.commands.attachments import attach_all
from northing.insight.commands.bringing.bring import bring_feedback
from northing.insight.commands.bringing.pieces import Incoming
from northing.insight.models import Feedback
from northing.kernel.errors import Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member


def add_pieces(
    *,
    actor: Member,
    pieces: Iterable[Incoming],
    files: Iterable[tuple[str, IO[bytes]]] = (),
) -> list[int]:
    """All of them or none, as one change that is undone as one. Their ids, in order. `files`, each with what
    it is called, come with the first piece."""
    given = list(pieces)
    if not given:
        raise Refused(text="Write or paste what was said.")
    with recorded(actor=actor, command="insight.add_pieces"):
        brought = bring_feedback(actor=actor, pieces=given)
        if brought.unfit:
            unfit = brought.unfit[0]
            place = f"Piece {unfit.number + 1}: " if len(given) > 1 else ""
            raise Refused(**{unfit.field: f"{place}{unfit.reason}."})
        ids = [pk for pk in brought.ids if pk is not None]
        attach_all(actor=actor, feedback=Feedback.objects.get(pk=ids[0]), files=files)
    return ids
