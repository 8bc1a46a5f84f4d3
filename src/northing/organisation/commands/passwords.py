"""Passwords, and the one-time links for those who lost theirs."""

from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from northing.kernel.errors import NotVisible, Refused
from northing.organisation import mail
from northing.organisation.models import Member


def check_password(password: str, member: Member, *, field: str = "password") -> None:
    """Refuses what is too short, too common or made of the name."""
    try:
        validate_password(password, member)
    except ValidationError as error:
        raise Refused(**{field: " ".join(error.messages)}) from error


def change_password(*, actor: Member, old: str, new: str) -> Member:
    """Every other session of hers ends: the hash that sessions carry changes, also for the same password."""
    if not actor.check_password(old):
        raise Refused(old="This is not your password now.")
    check_password(new, actor, field="new")
    actor.set_password(new)
    actor.save(update_fields=["password"])
    return actor


def sign_in_link(*, member: Member) -> tuple[str, str]:
    """(who, token) of a link that signs in once, for an hour. The next sign-in or new password ends it."""
    return urlsafe_base64_encode(str(member.pk).encode()), default_token_generator.make_token(member)


def send_sign_in_link(*, email: str) -> None:
    """The same answer and the same work in sight, whether or not the address belongs to somebody."""
    member = Member.objects.filter(email=email.strip().lower(), is_active=True).first()
    if member is not None:
        mail.send_sign_in_link(member, *sign_in_link(member=member))


def member_of_link(*, who: str, token: str) -> Member:
    try:
        pk = int(urlsafe_base64_decode(who).decode())
    except (ValueError, UnicodeDecodeError):
        raise NotVisible from None
    member = Member.objects.filter(pk=pk, is_active=True).first()
    if member is None or not default_token_generator.check_token(member, token):
        raise NotVisible
    return member


def use_sign_in_link(*, who: str, token: str, new_password: str = "") -> Member:
    """The member to sign in, with a new password when one was chosen."""
    member = member_of_link(who=who, token=token)
    if new_password:
        check_password(new_password, member, field="new_password")
        member.set_password(new_password)
        member.save(update_fields=["password"])
    return member
