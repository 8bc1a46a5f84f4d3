"""Undoing a merge, whenever: exactly what it moved goes back, and what came after it stays where it is."""

from typing import Any

from northing.insight.commands.merging.links import MODELS, Link, links_of
from northing.insight.commands.merging.marks import FIELD as MARKED
from northing.insight.commands.merging.marks import return_marks
from northing.insight.commands.merging.relations import FIELD as ENDS
from northing.insight.commands.merging.relations import return_relations
from northing.insight.commands.merging.things import Thing, locked_pair, may_merge, settle
from northing.insight.commands.merging.trace import Step, steps_of
from northing.insight.models import Feedback, Highlight, Merge, Opportunity, Relation
from northing.kernel import clock
from northing.kernel.errors import NotVisible, Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member


def unmerge(*, actor: Member, merge: Merge) -> Merge:
    """The original stands again. What was moved elsewhere or removed since is left alone."""
    with recorded(actor=actor, command=f"insight.unmerge_{merge.thing}"):
        done = Merge.objects.select_for_update(of=("self",)).filter(pk=merge.pk).first()
        if done is None:
            raise NotVisible
        kept, original = locked_pair(actor, done.thing, done.kept, done.gone)
        may_merge(actor, done.thing)
        if done.undone_at is not None:
            raise Refused("This merge was undone already.")
        now_at = _chain(kept)
        for link in links_of(done.thing):
            _return(link, steps_of(done.moved, link.name, link.field), original.pk, now_at)
        if isinstance(original, Feedback):
            return_marks(steps_of(done.moved, Highlight._meta.label_lower, MARKED), original, now_at)
        if isinstance(original, Opportunity):
            return_relations(steps_of(done.moved, Relation._meta.label_lower, ENDS), original, now_at)
        _empty(kept, [step for step in done.moved if step[:2] == [kept._meta.label_lower, kept.pk]])
        original.merged_into_id = None
        original.save(update_fields=["merged_into"])
        done.undone_at = clock.now()
        done.save(update_fields=["undone_at"])
        for at in now_at:
            settle(done.thing, original, MODELS[done.thing].objects.get(pk=at))
    return done


def _chain(kept: Thing) -> set[int]:
    """The kept one, and what it was merged into since: the links went along."""
    found = {kept.pk}
    while kept.merged_into is not None:
        kept = kept.merged_into
        found.add(kept.pk)
    return found


def _return(link: Link, steps: list[Step], gone: int, now_at: set[int]) -> None:
    here = [link.value(pk) for pk in now_at]
    found = link.model._default_manager.select_for_update(of=("self",)).filter(
        pk__in=[step[1] for step in steps], **{f"{link.field}__in": here}
    )
    moving = list(found.order_by("pk").values_list("pk", *link.beside))
    if link.beside:
        there = set(link.rows.filter(**{link.field: link.value(gone)}).values_list(*link.beside))
        moving = [row for row in moving if row[1:] not in there]
    back = link.model._default_manager.filter(pk__in=[row[0] for row in moving])
    back.update(**{link.field: link.value(gone)})


def _empty(kept: Thing, filled: list[Step]) -> None:
    """Only what nobody has written over since."""
    taken = []
    for _, _, name, value in filled:
        column: Any = kept._meta.get_field(name)
        now = getattr(kept, column.attname)
        if now is not None and str(now) == value:
            setattr(kept, column.attname, None if column.null else "")
            taken.append(name)
    if taken:
        kept.save(update_fields=taken)
