"""Initiatives and releases."""

from typing import Any

from django.db.models import Max

from northing.kernel import clock
from northing.kernel.errors import NotAllowed
from northing.kernel.rows import apply, check
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.organisation.restoring import value_of
from northing.planning import policies
from northing.planning.models import Initiative, Release

OF_AN_INITIATIVE = frozenset({"name", "public_name", "description", "owner", "position"})
OF_A_RELEASE = frozenset({"name", "product", "planned_on", "released_on"})


def create_initiative(*, actor: Member, name: str, **fields: Any) -> Initiative:
    with recorded(actor=actor, command="planning.create_initiative"):
        _may(actor)
        said = {field: value for field, value in fields.items() if value is not None}
        last = Initiative.objects.aggregate(last=Max("position"))["last"] or 0
        initiative = Initiative(name=name.strip(), **{"position": last + 1} | said)
        check(initiative)
        initiative.save(force_insert=True)
    return initiative


def change_initiative(*, actor: Member, initiative: Initiative, reason: str = "", **changes: Any) -> Initiative:
    with recorded(actor=actor, command="planning.change_initiative", reason=reason):
        _may(actor)
        apply(initiative, changes)
    return initiative


def restore_initiative_field(
    *, actor: Member, row: Initiative, field: str, value: Any, reason: str = ""
) -> Initiative:
    """One field, as history brings it back; for a relation the value is the other row's id."""
    said = {field: value_of(Initiative, field, value)}
    return change_initiative(actor=actor, initiative=row, reason=reason, **said)


def create_release(*, actor: Member, name: str, **fields: Any) -> Release:
    with recorded(actor=actor, command="planning.create_release"):
        _may(actor)
        release = Release(name=name.strip(), **fields)
        if release.planned_on is not None:
            release.planned_at = clock.now()
        check(release)
        release.save(force_insert=True)
    return release


def change_release(*, actor: Member, release: Release, reason: str = "", **changes: Any) -> Release:
    with recorded(actor=actor, command="planning.change_release", reason=reason):
        _may(actor)
        if changes.get("planned_on", release.planned_on) != release.planned_on:
            changes["planned_at"] = clock.now()
        apply(release, changes)
    return release


def restore_release_field(*, actor: Member, row: Release, field: str, value: Any, reason: str = "") -> Release:
    """The same for releases."""
    return change_release(actor=actor, release=row, reason=reason, **{field: value_of(Release, field, value)})


def _may(actor: Member) -> None:
    if not policies.may_plan(actor):
        raise NotAllowed("The plan is changed by product managers. Ask a head of product.")
