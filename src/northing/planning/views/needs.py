"""Which disciplines a feature needs: asked on its page, and beside the grid."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from northing.kernel.errors import NotAllowed
from northing.organisation.request import actor_of
from northing.planning import commands, policies
from northing.planning.forms.needs import NeedsForm
from northing.planning.queries.needs import needs_of
from northing.planning.queries.serving import feature_of
from northing.ui.in_place import ask


def needs(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    feature = feature_of(actor, pk)
    if not policies.may_change_feature(actor, feature):
        raise NotAllowed(policies.why_not(actor, feature))
    page = reverse("planning:feature", args=[pk])
    form = NeedsForm(needs_of(pk), request.POST or None)

    def save(_: dict[str, Any]) -> tuple[str, str]:
        commands.say_needs(actor=actor, feature=feature, needs=form.changes())
        back = request.headers.get("HX-Current-URL") or page
        return f"Said which disciplines {feature.name} needs", back

    return ask(
        request,
        form=form,
        title=f"Whom “{feature.name}” needs",
        lead="Person-weeks of each discipline, as a part of the estimate: 3, or low, likely and high, 2–3–5."
        " What is left empty can be done by anybody who builds.",
        verb="Keep",
        save=save,
        page=page,
    )
