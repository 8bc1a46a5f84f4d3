"""What a lending takes and brings, in person-weeks."""

from dataclasses import dataclass
from datetime import timedelta

from northing.kernel.errors import NotVisible
from northing.organisation.models import Member, Team
from northing.planning.models import Lending
from northing.planning.queries.capacity.presence import LEARNING, Presence, presence

LEARNING_WEEKS = LEARNING.days // 7


@dataclass(frozen=True, slots=True)
class Moved:
    """What one team misses and the other gets once the person has learnt."""

    lost: float
    gained: float


def weeks_moved(lending: Lending) -> Moved:
    """As others may know it: absences are left out."""
    after = lending.ends_on + timedelta(days=1)
    without = presence(lending.starts_on, after)
    with_it = presence(lending.starts_on, after, lendings=[lending])

    def weeks(there: Presence, team: int) -> float:
        return sum(
            float(place.unless_away.sum())
            for place in there.places
            if place.member == lending.member_id and place.team == team
        )

    return Moved(
        weeks(without, lending.from_team_id) - weeks(with_it, lending.from_team_id),
        weeks(with_it, lending.to_team_id) - weeks(without, lending.to_team_id),
    )


def lending_of(pk: int) -> Lending:
    found = Lending.objects.filter(pk=pk).select_related("member", "from_team", "to_team").first()
    if found is None:
        raise NotVisible
    return found


def member_in(member: int, team: int) -> tuple[Member, Team]:
    """Somebody who is in that team."""
    found = Member.objects.filter(pk=member, is_active=True, memberships__team=team).first()
    owner = Team.objects.filter(pk=team, archived_at=None).first()
    if found is None or owner is None:
        raise NotVisible
    return found, owner
