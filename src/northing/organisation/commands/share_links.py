"""Pages for people who do not sign in."""

from datetime import datetime

from django.contrib.auth.hashers import make_password

from northing.kernel import clock
from northing.kernel.errors import NotVisible, Refused
from northing.organisation import policies
from northing.organisation.history import recorded
from northing.organisation.models import Member, ShareLink
from northing.organisation.tokens import new_token, token_hash


def make_share_link(
    *,
    actor: Member,
    page: str,
    name: str,
    audience: str,
    query: str = "",
    password: str = "",
    expires_at: datetime | None = None,
) -> tuple[ShareLink, str]:
    """The link, and the token that its address ends with: shown once, since only its hash is kept."""
    with recorded(actor=actor, command="organisation.make_share_link"):
        policies.must(policies.may_make_links(actor), "Links are made by product managers, heads and owners.")
        if not name.strip():
            raise Refused(name="Say who the link is for.")
        if expires_at is not None and expires_at <= clock.now():
            raise Refused(expires_at="This moment has passed: the link would never open.")
        token = new_token()
        link = ShareLink.objects.create(
            token_hash=token_hash(token),
            page=page,
            name=name.strip()[:120],
            audience=audience,
            query=query,
            password=make_password(password) if password else "",
            made_by=actor,
            made_at=clock.now(),
            expires_at=expires_at,
        )
    return link, token


def revoke_share_link(*, actor: Member, link: ShareLink) -> ShareLink:
    """Whoever opens it next finds nothing."""
    with recorded(actor=actor, command="organisation.revoke_share_link"):
        found = ShareLink.objects.visible_to(actor).select_for_update().filter(pk=link.pk).first()
        if found is None:
            raise NotVisible
        found.revoked_at = found.revoked_at or clock.now()
        found.save(update_fields=["revoked_at"])
    return found


def note_opening(*, link: ShareLink) -> None:
    ShareLink.objects.filter(pk=link.pk).update(last_opened_at=clock.now())
