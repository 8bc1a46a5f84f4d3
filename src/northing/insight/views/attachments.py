"""Files of pieces: added, taken away, and handed out to whoever may read the piece."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from northing.insight import commands
from northing.insight.commands.feedback import VIEWERS_READ
from northing.insight.forms.files import FilesForm
from northing.insight.policies import may_triage
from northing.insight.queries.attachments import attachment_of, content_of
from northing.insight.queries.inbox_piece import piece_of
from northing.insight.views.triage import acted
from northing.kernel.errors import NotAllowed
from northing.organisation.history import watched
from northing.organisation.request import actor_of
from northing.ui import formatting
from northing.ui.handing_out import handed_out
from northing.ui.in_place import ask


def attachment(request: HttpRequest, pk: int) -> HttpResponse:
    """Pictures may be shown by a page; everything else is saved to disk, whatever a browser makes of it."""
    found = attachment_of(actor_of(request), pk)
    return handed_out(
        content_of(found), name=found.saved_as, content_type=found.content_type, shown=found.shown
    )


def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """A dialog to add files to a piece."""
    actor, piece = actor_of(request), piece_of(actor_of(request), pk)
    if not may_triage(actor):
        raise NotAllowed(VIEWERS_READ)
    page = f"{reverse('insight:inbox')}?tab=all&piece={pk}"

    def save(said: dict[str, Any]) -> tuple[str, str]:
        files = [(file.name, file) for file in said["file"]]
        kept = commands.attach_all(actor=actor, feedback=piece, files=files)
        return f"Added {formatting.counted(len(kept), 'file')}", page

    return ask(
        request,
        form=FilesForm(request.POST or None, request.FILES or None),
        title="Add files",
        verb="Add",
        save=save,
        page=page,
    )


def remove_attachment(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = attachment_of(actor, pk)
    with watched() as change:
        commands.remove_attachment(actor=actor, attachment=found)
    return acted(request, found.feedback_id, f"Removed {found.name}", change)
