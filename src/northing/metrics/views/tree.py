"""What a metric is made of: asked in a dialog."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from northing.metrics import policies
from northing.metrics.commands.factors import make_of
from northing.metrics.forms.parts import PartsForm
from northing.metrics.queries import metrics as queries
from northing.metrics.queries.proposed import proposed_parts
from northing.organisation.request import actor_of
from northing.ui.in_place import ask


def made_of(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = queries.metric(actor, pk)
    policies.must_change(actor, found)
    page = reverse("metrics:metric", args=[pk])

    def save(said: dict[str, Any]) -> tuple[str, str]:
        make_of(actor=actor, metric=found, **said)
        return f"Said what {found.name} is made of", page

    seen = None if request.method == "POST" else proposed_parts(actor, found)
    return ask(
        request,
        form=PartsForm(actor, found, request.POST or None, proposed=seen),
        lead=f"Its latest values are those of {seen.told}. Save it if that is what it means." if seen else "",
        title=f"What {found.name} is made of",
        verb="Save",
        save=save,
        page=page,
        stays_on=[reverse("metrics:tree")],
    )
