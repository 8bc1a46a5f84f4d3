"""Who asks, and about which day."""

from datetime import date
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.http import HttpRequest

if TYPE_CHECKING:
    from northing.organisation.models import Member

LOOKS_AT = "looks_at"  # in the session: the past day, as ISO writes it


def actor_of(request: HttpRequest) -> "Member":
    """The member who is signed in; the access middleware let nobody else come this far."""
    return cast("Member", request.user)


def day_looked_at(request: HttpRequest) -> date | None:
    """The past day that this browser looks at, or None for now."""
    from northing.organisation import policies

    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    day = request.session.get(LOOKS_AT)
    if not day or not request.user.is_authenticated or not policies.may_look_back(actor_of(request)):
        return None
    return date.fromisoformat(day)
