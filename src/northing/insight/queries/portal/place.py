"""The portal itself, and who is in it."""

from dataclasses import dataclass

from northing.insight import policies
from northing.insight.models import Following, Portal, Visit, Visitor
from northing.kernel import clock
from northing.organisation.models import Member
from northing.organisation.tokens import token_hash


@dataclass(frozen=True, slots=True)
class Guest:
    """Whoever looks at the portal. `member`: somebody who works here and sees it as customers do. `embedded`:
    in a page of theirs, where browsers keep our cookies away: acting means opening the portal itself."""

    portal: Portal
    visitor: Visitor | None = None
    member: Member | None = None
    embedded: bool = False

    @property
    def may_look(self) -> bool:
        return not self.portal.members_only or self.visitor is not None or self.member is not None

    @property
    def may_keep(self) -> bool:
        return self.member is not None and policies.may_curate(self.member)


def portal() -> Portal:
    """As it is set; off until somebody sets it."""
    return Portal.objects.defer("logo").first() or Portal(pk=1)


def logo() -> tuple[bytes, str] | None:
    """The picture and its type."""
    found = Portal.objects.exclude(logo_type="").values_list("logo", "logo_type").first()
    return (bytes(found[0]), found[1]) if found else None


def visitor_of(token: str, of: Portal) -> Visitor | None:
    """Who signed in with this browser, unless that was long ago or they may not come in any more."""
    if not token:
        return None
    visits = Visit.objects.select_related("visitor__contact").filter(visitor__blocked_at=None)
    visit = visits.filter(token_hash=token_hash(token), expires_at__gt=clock.now()).first()
    return visit.visitor if visit and lets_in(of, visit.visitor) else None


def lets_in(of: Portal, visitor: Visitor) -> bool:
    """A portal for members lets in contacts: asked with every page, since they may have become none."""
    return not visitor.is_blocked and (not of.members_only or visitor.contact_id is not None)


def topics_of(visitor: Visitor | None) -> frozenset[str]:
    """What they follow."""
    if visitor is None:
        return frozenset()
    return frozenset(Following.objects.filter(visitor=visitor).values_list("topic", flat=True))
