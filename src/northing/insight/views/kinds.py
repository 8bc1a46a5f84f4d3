"""Saying what kind a piece is, by keeping what was suggested or by choosing."""

from django.http import HttpRequest, HttpResponse

from northing.insight import commands
from northing.insight.forms.kinds import KindForm
from northing.insight.queries.inbox_piece import piece_of
from northing.insight.views.triage import acted
from northing.kernel.forms import checked
from northing.organisation.history import watched
from northing.organisation.request import actor_of


def say_kind(request: HttpRequest, pk: int) -> HttpResponse:
    actor, piece = actor_of(request), piece_of(actor_of(request), pk)
    kind = checked(KindForm(request.POST))["kind"]
    with watched() as change:
        changed = commands.change_feedback(actor=actor, feedback=piece, kind=kind)
    return acted(request, pk, f"Kept as a {kind}" if changed.kind else "Its kind is not said any more", change)
