"""Who, when, what from, what to and why: kept by database triggers, so that bulk writes and imports are in it too."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

import pghistory
from django.db import transaction

if TYPE_CHECKING:
    from northing.organisation.models import Member


def track(*, exclude: Sequence[str] = ()) -> Callable[[type[Any]], type[Any]]:
    """Decorator of every model that a user can change: each row's versions are kept in a table of events."""
    trackers = pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent()
    return cast(Callable[[type[Any]], type[Any]], pghistory.track(*trackers, exclude=list(exclude)))


@contextmanager
def recorded(*, actor: "Member | None", command: str, reason: str = "") -> Iterator[None]:
    """One transaction whose writes carry the actor, the command's name and the reason. Nests: the outer one wins.

    `actor` is None only where no person acts: at setting up and in scheduled work.
    """
    who = {"actor": actor.pk, "actor_name": actor.name} if actor else {"actor": None, "actor_name": "Northing"}
    with transaction.atomic(), pghistory.context(**who, command=command, reason=reason):
        yield
