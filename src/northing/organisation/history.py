"""Who, when, what from, what to and why: kept by database triggers, so bulk writes are in it too."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

import pghistory
import pghistory.models
from django.db import transaction
from django.urls import reverse

if TYPE_CHECKING:
    from northing.organisation.models import Member


def track(*, exclude: Sequence[str] = (), many: bool = False) -> Callable[[type[Any]], type[Any]]:
    """Decorator of every model that a user can change: each row's versions are kept in a table of events.

    `many` is for tables that imports fill: their events have no index on what a row pointed to, since nobody
    looks for them by it, and each would be written a hundred thousand times.
    """
    trackers = pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent()
    tracked = cast(Callable[[type[Any]], type[Any]], pghistory.track(*trackers, exclude=list(exclude)))
    return _without_indexes(tracked) if many else tracked


def _without_indexes(tracked: Callable[[type[Any]], type[Any]]) -> Callable[[type[Any]], type[Any]]:
    def decorate(model: type[Any]) -> type[Any]:
        model = tracked(model)
        for field in model.pgh_event_model._meta.local_fields:
            if field.is_relation and not field.name.startswith("pgh_"):
                field.db_index = False
        return model

    return decorate


@dataclass(slots=True)
class Recording:
    """What one command wrote, known by the id of its context. None as long as nothing was recorded."""

    id: UUID | None = None

    @property
    def undo_url(self) -> str:
        """The address that takes all of it back with one POST; "" when there is nothing to take back."""
        return reverse("organisation:undo", args=[self.id]) if self.id else ""


_current: ContextVar[Recording | None] = ContextVar("recording", default=None)
_watching: ContextVar[Recording | None] = ContextVar("watching", default=None)


@contextmanager
def recorded(
    *, actor: "Member | None", command: str, reason: str = "", outsider: Mapping[str, Any] | None = None
) -> Iterator[Recording]:
    """One transaction whose writes carry actor, command's name and reason. Nests: the outer one wins.

    `actor` is None only where no member acts: at setting up, in scheduled work, and where an `outsider` does,
    with at least an "actor_name".
    """
    outer = _current.get()
    if outer is not None:
        with transaction.atomic():
            yield outer
        return
    who: dict[str, Any] = {"actor": None, "actor_name": "Northing", **(outsider or {})}
    if actor is not None:
        who = {"actor": actor.pk, "actor_name": actor.name}
    with transaction.atomic(), pghistory.context(**who, command=command, reason=reason) as context:
        recording = Recording(context.id)
        token = _current.set(recording)
        try:
            yield recording
        finally:
            _current.reset(token)
        watcher = _watching.get()
        # A command that changed nothing left no context, and nothing to take back.
        if watcher is not None and pghistory.models.Context.objects.filter(pk=context.id).exists():
            watcher.id = recording.id


@contextmanager
def watched() -> Iterator[Recording]:
    """Around a command called by a page: afterwards knows how to take back what the command wrote.

    with watched() as change:
        commands.commit(actor=actor, feature=feature, due_on=day)
    toast(request, "Promised 31 July", undo=change.undo_url)
    """
    watching = Recording()
    token = _watching.set(watching)
    try:
        yield watching
    finally:
        _watching.reset(token)
