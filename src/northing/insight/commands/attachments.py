"""Files that come with feedback: kept in the configured storage, gone from it when nothing leads there."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import IO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from northing.insight import policies
from northing.insight.commands.feedback import VIEWERS_READ
from northing.insight.commands.rows import check, locked_feedback
from northing.insight.models import Attachment, Feedback
from northing.insight.models.attachment import HEAD, LARGEST, MOST, tidy_name, type_of
from northing.kernel import clock
from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.organisation.queries.history import event_model

FOLDER = "feedback"
# A file that was removed can come back by undo for so long. One that never got a row is of a cut-off upload.
KEPT_AFTER_REMOVAL = timedelta(days=30)
UPLOADING = timedelta(days=1)


def attach(*, actor: Member, feedback: Feedback, name: str, content: IO[bytes]) -> Attachment:
    """One file of a piece; the same file under the same name again is the one that is there."""
    if not policies.may_triage(actor):
        raise NotAllowed(VIEWERS_READ)
    with recorded(actor=actor, command="insight.attach"):
        return _kept(locked_feedback(actor, feedback), name, content)


def attach_all(
    *, actor: Member, feedback: Feedback, files: Iterable[tuple[str, IO[bytes]]]
) -> list[Attachment]:
    """All of them or, when one cannot be kept, none."""
    with recorded(actor=actor, command="insight.attach"):
        return [attach(actor=actor, feedback=feedback, name=name, content=content) for name, content in files]


def remove_attachment(*, actor: Member, attachment: Attachment) -> None:
    """The file itself stays for a while, so that undo finds it."""
    if not policies.may_triage(actor):
        raise NotAllowed(VIEWERS_READ)
    with recorded(actor=actor, command="insight.remove_attachment"):
        locked_feedback(actor, attachment.feedback)
        found = Attachment.objects.select_for_update(of=("self",)).filter(pk=attachment.pk).first()
        if found is None:
            raise NotVisible
        found.delete()


def forget_loose_files() -> int:
    """Delete the files that no attachment leads to, and that undo could not bring back: how many."""
    known = set(Attachment.objects.values_list("file", flat=True))
    lately = event_model(Attachment).objects.filter(pgh_created_at__gt=clock.now() - KEPT_AFTER_REMOVAL)
    known |= set(lately.values_list("file", flat=True))
    loose = [name for name in _files(FOLDER) if name not in known and _is_old(name)]
    for name in loose:
        default_storage.delete(name)
    return len(loose)


def _kept(piece: Feedback, called: str, content: IO[bytes]) -> Attachment:
    name = tidy_name(called)
    body = content.read(LARGEST + 1)
    type_ = type_of(name, body[:HEAD], len(body))
    digest = hashlib.sha256(body).hexdigest()
    there = piece.attachments.filter(name=name, digest=digest).first()
    if there is not None:
        return there
    if piece.attachments.count() >= MOST:
        raise Refused(file=f"A piece has at most {MOST} files. Put the rest into a ZIP.")
    row = Attachment(feedback=piece, name=name, size=len(body), content_type=type_.content_type, digest=digest)
    try:
        row.file.save(name, ContentFile(body), save=False)
    except OSError as error:
        raise Refused(file="The store of files does not answer. Try again in a while.") from error
    try:
        check(row)
        with transaction.atomic():
            row.save(force_insert=True)
    except BaseException:
        row.file.storage.delete(row.file.name or "")
        raise
    return row


def _files(folder: str) -> Iterator[str]:
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}" for name in files)
    for name in folders:
        yield from _files(f"{folder}/{name}")


def _is_old(name: str) -> bool:
    return default_storage.get_modified_time(name) < clock.now() - UPLOADING
