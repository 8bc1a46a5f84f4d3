"""Segments: filled by people one by one, or kept by a rule."""

from collections.abc import Sequence
from typing import Any

from northing.insight import policies
from northing.insight.commands.customers import KEPT_BY
from northing.insight.commands.memberships import refresh_segments
from northing.insight.commands.rows import check
from northing.insight.models import Segment, SegmentMembership
from northing.insight.queries.segment_rules import Condition
from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member


def create_segment(
    *, actor: Member, name: str, description: str = "", rule: Sequence[Condition] = (), reason: str = ""
) -> Segment:
    """With a rule it fills itself at once."""
    _may(actor)
    with recorded(actor=actor, command="insight.create_segment", reason=reason):
        last = Segment.objects.order_by("-position").values_list("position", flat=True).first()
        segment = Segment(name=name.strip(), description=description, rule=list(rule))
        segment.position = (last or 0) + 1
        _free(segment)
        check(segment)
        segment.save(force_insert=True)
        refresh_segments(segments=[segment.pk])
    return segment


def change_segment(*, actor: Member, segment: Segment, reason: str = "", **changes: Any) -> Segment:
    """`name`, `description`, `rule`. Who was in it stays when a rule is taken away, as if put in by hand."""
    _may(actor)
    with recorded(actor=actor, command="insight.change_segment", reason=reason):
        found = _locked(segment)
        for name in ("name", "description", "rule"):
            setattr(found, name, changes.get(name, getattr(found, name)))
        _free(found)
        check(found)
        found.save(update_fields=["name", "description", "rule"])
        members = SegmentMembership.objects.filter(segment=found)
        if found.by_rule:
            members.filter(by_rule=False).update(by_rule=True)
            refresh_segments(segments=[found.pk])
        else:
            members.filter(by_rule=True).update(by_rule=False)
    return found


def remove_segment(*, actor: Member, segment: Segment) -> None:
    """Its customers stay; reply rules for it go."""
    _may(actor)
    with recorded(actor=actor, command="insight.remove_segment"):
        _locked(segment).delete()


def _free(segment: Segment) -> None:
    other = Segment.objects.filter(name__iexact=segment.name).exclude(pk=segment.pk).first()
    if other is not None:
        raise Refused(name=f"There is a segment {other.name} already.")


def _may(actor: Member) -> None:
    if not policies.may_curate(actor):
        raise NotAllowed(KEPT_BY)


def _locked(segment: Segment) -> Segment:
    found = Segment.objects.select_for_update(of=("self",)).filter(pk=segment.pk).first()
    if found is None:
        raise NotVisible
    return found
