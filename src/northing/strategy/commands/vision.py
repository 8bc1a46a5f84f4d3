"""Saying where it goes, in which cycles, and by which pillars."""

from datetime import date
from typing import Any

from django.db.models import Max

from northing.kernel import clock
from northing.kernel.errors import NotAllowed, Refused
from northing.kernel.rows import change, check
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.strategy import policies
from northing.strategy.models import Cycle, KeyResult, Pillar, Vision
from northing.strategy.queries.standing import standings

OF_A_PILLAR = frozenset({"name", "promise", "position"})
OF_A_CYCLE = frozenset({"name", "starts_on", "ends_on", "cadence"})
HEADS = "The strategy is set by owners and heads of product."


def say_vision(*, actor: Member, text: str, reason: str = "") -> Vision:
    """A new version; the old ones stay. Saying it anew needs a reason."""
    with recorded(actor=actor, command="strategy.say_vision", reason=reason):
        _may(actor)
        latest = Vision.objects.select_for_update().first()
        if latest is not None and latest.text == text.strip():
            return latest
        if latest is not None and not reason.strip():
            raise Refused(reason="Say why: people have worked for the old one.")
        vision = Vision(text=text.strip(), reason=reason.strip(), said_at=clock.now(), said_by=actor)
        check(vision)
        vision.save(force_insert=True)
    return vision


def add_pillar(*, actor: Member, name: str, promise: str = "") -> Pillar:
    with recorded(actor=actor, command="strategy.add_pillar"):
        _may(actor)
        last = Pillar.objects.aggregate(last=Max("position"))["last"] or 0
        pillar = Pillar(name=name.strip(), promise=promise.strip(), position=last + 1)
        check(pillar)
        pillar.save(force_insert=True)
    return pillar


def change_pillar(*, actor: Member, pillar: Pillar, reason: str = "", **changes: Any) -> Pillar:
    with recorded(actor=actor, command="strategy.change_pillar", reason=reason):
        _may(actor)
        pillar = Pillar.objects.select_for_update().get(pk=pillar.pk)
        change(pillar, changes, OF_A_PILLAR)
    return pillar


def remove_pillar(*, actor: Member, pillar: Pillar) -> None:
    """Its objectives stay, below no pillar."""
    with recorded(actor=actor, command="strategy.remove_pillar"):
        _may(actor)
        pillar.objectives.update(pillar=None)
        Pillar.objects.filter(pk=pillar.pk).delete()


def begin_cycle(*, actor: Member, name: str, starts_on: date, ends_on: date, **more: Any) -> Cycle:
    with recorded(actor=actor, command="strategy.begin_cycle"):
        _may(actor)
        cycle = Cycle(name=name.strip(), starts_on=starts_on, ends_on=ends_on, **more)
        _require_days(cycle)
        check(cycle)
        cycle.save(force_insert=True)
    return cycle


def change_cycle(*, actor: Member, cycle: Cycle, reason: str = "", **changes: Any) -> Cycle:
    with recorded(actor=actor, command="strategy.change_cycle", reason=reason):
        _may(actor)
        cycle = Cycle.objects.select_for_update().get(pk=cycle.pk)
        if cycle.is_closed:
            raise Refused("It is closed: what was reached in it is kept as it was.")
        for field, value in changes.items():
            setattr(cycle, field, value)
        _require_days(cycle)
        change(cycle, changes, OF_A_CYCLE)
    return cycle


def close_cycle(*, actor: Member, cycle: Cycle) -> Cycle:
    """Keep what each key result came to. Only then are those who said how sure they were scored."""
    with recorded(actor=actor, command="strategy.close_cycle"):
        _may(actor)
        cycle = Cycle.objects.select_for_update().get(pk=cycle.pk)
        if cycle.is_closed:
            return cycle
        if clock.today() <= cycle.ends_on:
            raise Refused(f"It runs until the end of {cycle.ends_on:%-d %B %Y}: close it after that.")
        _keep_what_was_reached(cycle)
        cycle.closed_at, cycle.closed_by = clock.now(), actor
        cycle.save(update_fields=["closed_at", "closed_by"])
    return cycle


def _keep_what_was_reached(cycle: Cycle) -> None:
    """What its metric said on the last day, else what was typed in last, else where it began."""
    rows = list(
        KeyResult.objects.standing()
        .filter(objective__cycle=cycle, objective__dropped_at=None)
        .select_related("objective__cycle")
        .select_for_update(of=("self",))
    )
    known = standings(rows, cycle.ends_on)
    for row in rows:
        value = known[row.pk].value
        row.closed_value = row.baseline if value is None else value
    KeyResult.objects.bulk_update(rows, ["closed_value"])


def _require_days(cycle: Cycle) -> None:
    if cycle.starts_on >= cycle.ends_on:
        raise Refused(ends_on="It has to end after it starts.")


def _may(actor: Member) -> None:
    if not policies.may_shape(actor):
        raise NotAllowed(HEADS)
