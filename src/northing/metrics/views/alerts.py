"""Alerts: the list, and what people do with one."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from northing.kernel import clock
from northing.kernel.errors import NotAllowed
from northing.metrics import commands, policies
from northing.metrics.commands.alerts import ANSWERED_BY
from northing.metrics.forms.alerts import AssignForm, ExplainForm, NothingForm, SnoozeForm
from northing.metrics.queries import alerts as found
from northing.organisation.request import actor_of
from northing.ui.formatting import short_day
from northing.ui.in_place import ask

if TYPE_CHECKING:
    from northing.metrics.models import Alert
    from northing.organisation.models import Member


def page(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    chosen = found.AlertFilter.of(request.GET.get("show", ""))
    context = {"chosen": chosen, "views": list(found.Which), "rows": found.alerts(actor, chosen)}
    return render(request, "metrics/alerts.html", context)


def assign(request: HttpRequest, pk: int) -> HttpResponse:
    actor, alert = _mine(request, pk)
    people = found.people(alert)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        whom = next((member for member in people if member.pk == said["assignee"]), None)
        commands.assign_alert(actor=actor, alert=alert, assignee=whom)
        return (f"{whom.name} looks at {alert.metric.name}" if whom else "Nobody looks at it"), reverse(
            "metrics:alerts"
        )

    form = AssignForm(alert, people, request.POST or None)
    return ask(
        request,
        form=form,
        title=_title("Assign", alert),
        verb="Assign",
        save=save,
        page=_back(request),
    )


def snooze(request: HttpRequest, pk: int) -> HttpResponse:
    actor, alert = _mine(request, pk)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        commands.snooze_alert(actor=actor, alert=alert, **said)
        return f"Put off until {short_day(said['until'])}", _back(request)

    form = SnoozeForm(clock.today(), request.POST or None)
    return ask(
        request,
        form=form,
        title=_title("Snooze", alert),
        verb="Snooze",
        save=save,
        page=_back(request),
    )


def explain(request: HttpRequest, pk: int) -> HttpResponse:
    actor, alert = _mine(request, pk)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        commands.explain_alert(actor=actor, alert=alert, **said)
        return f"Explained {alert.metric.name}", _back(request)

    return ask(
        request,
        form=ExplainForm(alert, request.POST or None),
        title=_title("This is expected", alert),
        lead="Nobody is asked again as long as it stays outside. It stays on record with the cause.",
        verb="Explain",
        save=save,
        page=_back(request),
    )


def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    actor, alert = _mine(request, pk)

    def save(_: dict[str, Any]) -> tuple[str, str]:
        commands.reopen_alert(actor=actor, alert=alert)
        return f"Opened {alert.metric.name} again", _back(request)

    form = NothingForm(request.POST or None)
    return ask(
        request,
        form=form,
        title=_title("Open again", alert),
        verb="Open it",
        save=save,
        page=_back(request),
    )


def _mine(request: HttpRequest, pk: int) -> "tuple[Member, Alert]":
    actor = actor_of(request)
    alert = found.one(actor, pk)
    if alert is None:
        raise Http404
    if not policies.may_answer_alert(actor, alert):
        raise NotAllowed(ANSWERED_BY)
    return actor, alert


def _title(verb: str, alert: "Alert") -> str:
    return f"{verb}: {alert.metric.name}, since {short_day(alert.since)}"


def _back(request: HttpRequest) -> str:
    """The metric on whose page it was asked, else the list."""
    asked_on = urlsplit(request.headers.get("HX-Current-URL", "")).path
    return asked_on if asked_on.startswith(reverse("metrics:metrics")) else reverse("metrics:alerts")
