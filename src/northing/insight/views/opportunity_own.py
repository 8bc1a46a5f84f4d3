"""One of the organisation's own fields of an opportunity, changed in its cell of the list."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from northing.insight import commands, policies
from northing.insight.queries.listings import one_opportunity
from northing.insight.queries.opportunity_filter import own_fields
from northing.kernel.errors import NotAllowed
from northing.organisation.custom_forms import OwnForm
from northing.organisation.request import actor_of
from northing.ui.in_place import Fact, edit_fact


def change_own(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    actor = actor_of(request)
    found, field = one_opportunity(actor, pk), own_fields().get(slug)
    if field is None:
        raise Http404
    if not policies.may_curate(actor):
        raise NotAllowed("Opportunities are described by product managers and heads.")
    form = OwnForm(field, found.custom, request.POST if request.method == "POST" else None)

    def save(_: dict[str, Any]) -> str:
        changed = commands.change_opportunity(actor=actor, opportunity=found, custom=form.value())
        return f"Changed {changed.name}: {field.name}"

    return edit_fact(
        request,
        form=form,
        read=lambda: Fact(field.name, field.words(one_opportunity(actor, pk).custom), request.path),
        save=save,
        page=reverse("insight:opportunity", args=[pk]),
    )
