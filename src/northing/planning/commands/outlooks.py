"""Asking for a new forecast, and what the last one says about a date."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from northing.organisation.models import Member
from northing.planning.models import Feature, Outlook

TASK = "northing.planning.tasks.refresh_forecast"  # by name: a command does not know the edge that runs it


@dataclass(frozen=True, slots=True)
class Stated:
    """What the latest forecast says of a date; empty where it says nothing."""

    chance: float | None = None
    p50: date | None = None
    p85: date | None = None


def ask_forecast(*, actor: Member | None) -> None:
    """Run the forecast in the background once this transaction is in. However often asked, one run waits."""
    transaction.on_commit(lambda: _defer(actor.pk if actor else None))


def forecast_anew(_: object) -> None:
    """After an undo of something that moves dates."""
    ask_forecast(actor=None)


def stated_chance(feature: Feature, due_on: date) -> Stated:
    """The share of the latest forecast's futures that are done by `due_on`."""
    outlook = Outlook.objects.filter(feature=feature).first()
    if outlook is None:
        return Stated()
    return Stated(outlook.chance_by(due_on), outlook.p50, outlook.p85)


def _defer(actor_id: int | None) -> None:
    try:
        # Its own savepoint: where a transaction surrounds this, a refused second job must not spoil it.
        with transaction.atomic():
            app.configure_task(TASK, queueing_lock="forecast", lock="forecast").defer(actor_id=actor_id)
    except AlreadyEnqueued:
        return
