"""Who asks, as whom, and about which day."""

from datetime import date
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

if TYPE_CHECKING:
    from northing.organisation.models import Member

SEES_AS = "sees_as"  # in the session: the primary key of a member
LOOKS_AT = "looks_at"  # in the session: the past day, as ISO writes it


def actor_of(request: HttpRequest) -> "Member":
    """The member who is signed in; the access middleware let nobody else come this far."""
    return cast("Member", request.user)


def own_address(address: str) -> str:
    """The address when it is a path of this place; "" when it leads away or is none."""
    fits = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if fits else ""


def day_looked_at(request: HttpRequest) -> date | None:
    """The past day that this browser looks at, or None for now."""
    from northing.organisation import policies

    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    day = request.session.get(LOOKS_AT)
    if not day or not request.user.is_authenticated or not policies.may_look_back(actor_of(request)):
        return None
    return date.fromisoformat(day)


def member_seen_as(request: HttpRequest) -> "Member | None":
    """The member whose view this browser takes, or None for one's own."""
    from northing.organisation import policies
    from northing.organisation.queries import people

    if settings.SESSION_COOKIE_NAME not in request.COOKIES or SEES_AS not in request.session:
        return None
    other = people.active_members().filter(pk=request.session[SEES_AS]).first()
    may = other is not None and request.user.is_authenticated and policies.may_see_as(actor_of(request), other)
    return other if may else None


def is_looking(request: HttpRequest) -> bool:
    """Whether this browser looks at a past day or as somebody else: then nothing may be written."""
    return day_looked_at(request) is not None or getattr(request, "seen_as", None) is not None
