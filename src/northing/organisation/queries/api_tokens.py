"""Whom a token speaks for, and which tokens a member has."""

from django.db.models import QuerySet

from northing.kernel import clock
from northing.organisation.models import ApiToken, Member
from northing.organisation.tokens import token_hash


def token(secret: str) -> ApiToken | None:
    """The open token with this secret, of a member who is still here."""
    if not secret:
        return None
    found = (
        ApiToken.objects.select_related("member")
        .filter(token_hash=token_hash(secret), member__is_active=True)
        .first()
    )
    return found if found is not None and found.is_open(clock.now()) else None


def tokens_of(member: Member) -> QuerySet[ApiToken]:
    return ApiToken.objects.filter(member=member)


def token_of(member: Member, pk: int) -> ApiToken | None:
    return tokens_of(member).filter(pk=pk).first()
