"""Opening a link, and listing them."""

from django.contrib.auth.hashers import check_password
from django.db.models import QuerySet

from northing.kernel import clock
from northing.kernel.errors import NotVisible
from northing.organisation.models import Member, ShareLink
from northing.organisation.tokens import token_hash


def open_share_link(token: str, *, page: str) -> ShareLink:
    """The link that a visitor holds; one that is unknown, of another page, expired or revoked is not found.

    The token is looked up by its hash, so how long that takes says nothing about tokens that exist.
    """
    link = ShareLink.objects.select_related("made_by").filter(token_hash=token_hash(token), page=page).first()
    if link is None or not link.is_open(clock.now()) or not link.made_by.is_active:
        raise NotVisible
    return link


def opens_with(link: ShareLink, password: str) -> bool:
    """True where no password is needed; compared in constant time by the hasher."""
    return not link.password or check_password(password, link.password)


def links_visible_to(actor: Member) -> "QuerySet[ShareLink]":
    return ShareLink.objects.visible_to(actor).select_related("made_by")


def link(actor: Member, pk: int) -> ShareLink:
    found = links_visible_to(actor).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found
