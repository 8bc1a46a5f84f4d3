"""What is defined, typed in and aimed at."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from northing.kernel.toasts import toast
from northing.metrics import commands, policies
from northing.metrics.forms.metrics import MetricForm, TargetForm, ValueForm
from northing.metrics.queries import metrics as queries
from northing.metrics.queries.choices import usual_day
from northing.organisation.history import watched
from northing.organisation.request import actor_of
from northing.ui import formatting
from northing.ui.in_place import ask


def new_metric(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    policies.must_bring(actor)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        made = commands.create_metric(actor=actor, **said)
        return f"Created {made.name}", reverse("metrics:metric", args=[made.pk])

    form = MetricForm(request.POST or None, actor=actor)
    page = reverse("metrics:metrics")
    return ask(request, form=form, title="New metric", verb="Create", save=save, page=page)


def change_metric(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = queries.metric(actor, pk)
    policies.must_change(actor, found)
    page = reverse("metrics:metric", args=[pk])

    def save(said: dict[str, Any]) -> tuple[str, str]:
        commands.change_metric(actor=actor, metric=found, **said)
        return f"Changed {said['name']}", page

    form = MetricForm(request.POST or None, actor=actor, metric=found)
    return ask(request, form=form, title="Change the metric", verb="Save", save=save, page=page)


def archive_metric(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it away, or take it back."""
    actor = actor_of(request)
    found = queries.metric(actor, pk)
    with watched() as change:
        commands.change_metric(actor=actor, metric=found, archived=not found.archived)
    toast(request, f"{'Took back' if found.archived else 'Put away'} {found.name}", undo=change.undo_url)
    return redirect("metrics:metrics")


def type_value(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = queries.metric(actor, pk)
    policies.must_change(actor, found)
    page = reverse("metrics:metric", args=[pk])

    def save(said: dict[str, Any]) -> tuple[str, str]:
        commands.type_value(actor=actor, metric=found, **said)
        told = formatting.measured(said["value"], found.unit, found.decimals)
        return f"{told} on {formatting.long_day(said['day'])}", page

    form = ValueForm(request.POST or None)
    return ask(request, form=form, title=f"A value of {found.name}", verb="Save", save=save, page=page)


def set_target(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = queries.metric(actor, pk)
    policies.must_change(actor, found)
    page = reverse("metrics:metric", args=[pk])

    def save(said: dict[str, Any]) -> tuple[str, str]:
        commands.set_target(actor=actor, metric=found, **said)
        told = formatting.measured(said["value"], found.unit, found.decimals)
        return f"Target {told} by {formatting.long_day(said['by'])}", page

    return ask(
        request,
        form=TargetForm(request.POST or None, initial={"by": usual_day(actor)}),
        title=f"A target for {found.name}",
        verb="Set",
        save=save,
        page=page,
        stays_on=[reverse("metrics:metrics")],
    )


def drop_target(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = queries.target(actor, pk)
    with watched() as change:
        commands.drop_target(actor=actor, target=found)
    toast(request, "Took the target away", undo=change.undo_url)
    return redirect("metrics:metric", pk=found.metric_id)
