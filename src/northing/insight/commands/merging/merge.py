"""Merging: the original stays, hidden behind the one that is kept, and its links move there."""

from typing import Any, TypeVar

from django.db import models

from northing.insight.commands.merging.links import FILLS, MODELS, Link, links_of
from northing.insight.commands.merging.marks import move_marks
from northing.insight.commands.merging.relations import move_relations
from northing.insight.commands.merging.things import Thing, locked_pair, may_merge, settle
from northing.insight.commands.merging.trace import Step
from northing.insight.models import Customer, Feedback, Merge, Opportunity
from northing.kernel import clock
from northing.kernel.errors import Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member

Kept = TypeVar("Kept", Feedback, Opportunity, Customer)


def merge(*, actor: Member, kept: Kept, gone: Kept, reason: str = "") -> Merge:
    """What pointed to `gone` points to `kept` from now on; evidence and revenue count once."""
    thing = next(name for name, model in MODELS.items() if isinstance(kept, model))
    with recorded(actor=actor, command=f"insight.merge_{thing}", reason=reason):
        to, original = locked_pair(actor, thing, kept.pk, gone.pk)
        may_merge(actor, thing)
        _can_be_one(to, original)
        trace = [step for link in links_of(thing) for step in _move(link, original.pk, to.pk)]
        if isinstance(original, Feedback) and isinstance(to, Feedback):
            trace += move_marks(original, to)
        if isinstance(original, Opportunity) and isinstance(to, Opportunity):
            trace += move_relations(original, to)
        trace += _fill(thing, original, to)
        original.merged_into_id = to.pk
        original.save(update_fields=["merged_into"])
        done = Merge.objects.create(
            thing=thing, kept=to.pk, gone=original.pk, moved=trace, made_by=actor, made_at=clock.now()
        )
        settle(thing, to, original)
    return done


def _can_be_one(kept: Thing, gone: Thing) -> None:
    if kept.pk == gone.pk:
        raise Refused("Choose another one: this is the same row.")
    for row in (kept, gone):
        if row.merged_into_id is not None:
            raise Refused(f"{row} is merged into another one already. Undo that first, or merge that one.")
    if not isinstance(kept, Feedback) or not isinstance(gone, Feedback):
        return
    if kept.customer_id and gone.customer_id and kept.customer_id != gone.customer_id:
        raise Refused(
            "Two customers said this. Link both pieces to one opportunity instead: merged, one would not count."
        )


def _move(link: Link, gone: int, kept: int) -> list[Step]:
    """All rows of one kind, but those that the kept thing has already."""
    source, target = {link.field: link.value(gone)}, {link.field: link.value(kept)}
    rows = link.rows.select_for_update(of=("self",)).filter(**source).order_by("pk")
    moving = list(rows.values_list("pk", *link.beside))
    if link.beside:
        there = set(link.rows.filter(**target).values_list(*link.beside))
        moving = [row for row in moving if row[1:] not in there]
    link.rows.filter(pk__in=[row[0] for row in moving]).update(**target)
    return [[link.name, row[0], link.field] for row in moving]


def _fill(thing: str, gone: Thing, kept: Thing) -> list[Step]:
    """[model, id, field, what it took over]: to be taken back as long as nobody wrote something else."""
    steps: list[Step] = []
    for group in FILLS[thing]:
        if _value(kept, group[0]) not in (None, "") or _value(gone, group[0]) in (None, ""):
            continue
        for name in group:
            column = kept._meta.get_field(name)
            setattr(kept, _attname(column), _value(gone, name))
            steps.append([kept._meta.label_lower, kept.pk, name, _written(_value(gone, name))])
    if steps:
        kept.save(update_fields=[step[2] for step in steps])
    return steps


def _attname(column: Any) -> str:
    name: str = column.attname
    return name


def _value(row: models.Model, name: str) -> Any:
    return getattr(row, _attname(row._meta.get_field(name)))


def _written(value: Any) -> str | None:
    return None if value is None else str(value)
