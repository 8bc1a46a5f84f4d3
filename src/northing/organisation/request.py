"""Who asks."""

from typing import TYPE_CHECKING, cast

from django.http import HttpRequest

if TYPE_CHECKING:
    from northing.organisation.models import Member


def actor_of(request: HttpRequest) -> "Member":
    """The member who is signed in; the access middleware let nobody else come this far."""
    return cast("Member", request.user)
