"""Writing back from the inbox."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from northing.insight import commands
from northing.insight.forms.replies import ReplyForm
from northing.insight.queries.inbox_piece import Draft, piece_of
from northing.insight.views.triage import acted
from northing.kernel.forms import checked
from northing.organisation.history import watched
from northing.organisation.request import actor_of


def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Keeps what is being written; says when."""
    actor, piece = actor_of(request), piece_of(actor_of(request), pk)
    kept = commands.save_draft(actor=actor, feedback=piece, text=checked(ReplyForm(request.POST))["text"])
    said = Draft(kept.text, "", kept.written_at) if kept else Draft("", "", None)
    context = {"draft": said, "goes_to": commands.mail_address(piece)}
    return render(request, "insight/inbox_draft.html", context)


def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Mails the reply, or takes note that it was copied; the piece is answered."""
    actor, piece = actor_of(request), piece_of(actor_of(request), pk)
    with watched() as change:
        sent = commands.send_reply(actor=actor, feedback=piece, text=checked(ReplyForm(request.POST))["text"])
    said = f"Sends to {sent.to} in ten seconds" if sent.to else "Copied and marked answered"
    return acted(request, pk, said, change)
