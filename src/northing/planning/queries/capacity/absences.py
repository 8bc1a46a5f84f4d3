"""Absences that somebody may know of: one's own, and those of the people below one in the line."""

from datetime import timedelta

from django.db.models import QuerySet

from northing.kernel import clock
from northing.kernel.errors import NotVisible
from northing.organisation.models import Member
from northing.planning import policies
from northing.planning.models import Absence


def absences(actor: Member) -> "QuerySet[Absence]":
    """Those that are not over, and of the last month."""
    recent = clock.today() - timedelta(days=31)
    return Absence.objects.visible_to(actor).filter(ends_on__gte=recent).select_related("member")


def absence(actor: Member, pk: int) -> Absence:
    found = Absence.objects.visible_to(actor).filter(pk=pk).select_related("member").first()
    if found is None:
        raise NotVisible
    return found


def people_below(actor: Member) -> "QuerySet[Member]":
    """For whom the actor may say that they are away."""
    return Member.objects.filter(pk__in=policies.sees_absences_of(actor), is_active=True).order_by("name")
