"""The changelog: writing an entry, publishing it and taking it back."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from procrastinate.contrib.django import app

from northing.insight.commands.portal.rows import must_curate
from northing.insight.commands.rows import check
from northing.insight.models import Change
from northing.kernel import clock
from northing.kernel.errors import NotVisible, Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member

TASK = "northing.insight.tasks.tell_of_change"
HELD_BACK = timedelta(seconds=20)  # longer than the toast offers to undo it


def save_change(
    *,
    actor: Member,
    title: str,
    text: str = "",
    topics: Sequence[str] = (),
    entry: Change | None = None,
    reason: str = "",
) -> Change:
    """A draft, or the entry that is there with other words. `topics`: what it is about."""
    with recorded(actor=actor, command="insight.save_change", reason=reason):
        must_curate(actor)
        saved = _held(entry) if entry else Change(made_by=actor, made_at=clock.now())
        saved.title, saved.text, saved.topics = title.strip(), text.strip(), list(topics)
        check(saved)
        saved.save()
    return saved


def publish_change(*, actor: Member, entry: Change) -> Change:
    """Everybody sees it at once; its followers are told a little later, so that it can still be taken back."""
    with recorded(actor=actor, command="insight.publish_change"):
        must_curate(actor)
        found = _held(entry)
        if found.published_at is None:
            found.published_at = clock.now()
            found.save(update_fields=["published_at"])
            transaction.on_commit(lambda: _defer(found))
    return found


def unpublish_change(*, actor: Member, entry: Change) -> Change:
    with recorded(actor=actor, command="insight.unpublish_change"):
        must_curate(actor)
        found = _held(entry)
        found.published_at = None
        found.save(update_fields=["published_at"])
    return found


def remove_change(*, actor: Member, entry: Change) -> None:
    """A draft only: what people read is unpublished first."""
    with recorded(actor=actor, command="insight.remove_change"):
        must_curate(actor)
        found = _held(entry)
        if found.published_at is not None:
            raise Refused("Unpublish it first.")
        found.delete()


def _held(entry: Change) -> Change:
    found = Change.objects.select_for_update(of=("self",)).filter(pk=entry.pk).first()
    if found is None:
        raise NotVisible
    return found


def _defer(entry: Change) -> None:
    app.configure_task(TASK, schedule_in={"seconds": int(HELD_BACK.total_seconds())}).defer(change_id=entry.pk)
