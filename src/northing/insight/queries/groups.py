"""Groups of pieces that fit no opportunity yet, as they were kept: the largest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from decimal import Decimal

from django.db.models import Prefetch

from northing.insight.models import Feedback, Group, GroupMember, SegmentMembership
from northing.insight.queries.opportunity_filter import months_back
from northing.kernel import clock
from northing.kernel.errors import NotVisible
from northing.organisation.models import Member

PAGE = 20
YEAR = 12


@dataclass(frozen=True, slots=True)
class GroupRow:
    """`pieces`: those that still wait, the most central first. `revenue`: of their customers, each once.
    `months`: pieces in each of the twelve months that end now, oldest first."""

    group: Group
    pieces: tuple[Feedback, ...]
    customers: int
    revenue: Decimal
    segments: tuple[str, ...]
    months: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GroupList:
    rows: tuple[GroupRow, ...]
    groups: int
    page: int
    pages: int


def group_list(actor: Member, page: int = 1) -> GroupList:
    """As many queries for one group as for all."""
    found = Group.objects.seen_whole_by(actor).largest_first()
    total = found.count()
    shown = list(found.values_list("pk", flat=True)[(page - 1) * PAGE : page * PAGE])
    places = SegmentMembership.objects.select_related("segment")
    members = GroupMember.objects.waiting().filter(group__in=shown).select_related("feedback__customer")
    of: dict[int, list[Feedback]] = {pk: [] for pk in shown}
    wanted = members.defer("feedback__words").prefetch_related(
        Prefetch("feedback__customer__memberships", places)
    )
    for member in wanted:
        of[member.group_id].append(member.feedback)
    groups = Group.objects.in_bulk(shown)
    return GroupList(
        rows=tuple(_row(groups[pk], of[pk]) for pk in shown if len(of[pk]) >= Group.SMALLEST),
        groups=total,
        page=page,
        pages=max(1, -(-total // PAGE)),
    )


def largest_group(actor: Member) -> tuple[str, int] | None:
    """Its title and how many of its pieces wait; None where no two sound alike."""
    return Group.objects.seen_whole_by(actor).largest_first().values_list("title", "size").first()


def group(actor: Member, pk: int) -> Group:
    found = Group.objects.seen_whole_by(actor).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def _row(group: Group, pieces: Sequence[Feedback]) -> GroupRow:
    customers = {piece.customer.pk: piece.customer for piece in pieces if piece.customer is not None}
    named = {place.segment.name for who in customers.values() for place in who.memberships.all()}
    heard = [piece.received_at.astimezone(UTC).date().replace(day=1) for piece in pieces]
    today = clock.today()
    return GroupRow(
        group=group,
        pieces=tuple(pieces),
        customers=len(customers),
        revenue=sum((who.worth for who in customers.values() if who.worth is not None), Decimal(0)),
        segments=tuple(sorted(named)),
        months=tuple(heard.count(months_back(today, back)) for back in range(YEAR - 1, -1, -1)),
    )
