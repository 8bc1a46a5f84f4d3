"""Asking people in: a link for one address that works once, for seven days. Only its hash is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from northing.kernel import clock
from northing.kernel.errors import NotVisible, Refused
from northing.organisation import mail, policies
from northing.organisation.commands.members import checked_email, checked_name
from northing.organisation.commands.passwords import check_password
from northing.organisation.history import recorded
from northing.organisation.models import Invitation, Member, Role
from northing.organisation.tokens import new_token, token_hash

MOST_AT_ONCE = 200
WHO_INVITES = "Invitations are sent by owners and heads of product."
WHO_MAKES_OWNERS = "Only an owner makes owners."


@dataclass(frozen=True, slots=True)
class Sent:
    """The only moment at which the link is known: shown once, mailed when mail is configured."""

    invitation: Invitation
    token: str


def invite(*, actor: Member, people: Sequence[tuple[str, str]]) -> list[Sent]:
    """Invite each (address, role). One wrong address refuses them all, named. An open invitation is renewed."""
    with recorded(actor=actor, command="organisation.invite"):
        policies.must(policies.may_run_the_place(actor), WHO_INVITES)
        if not people:
            raise Refused(emails="Give at least one address.")
        if len(people) > MOST_AT_ONCE:
            raise Refused(emails=f"{len(people)} addresses are too many at once: send at most {MOST_AT_ONCE}.")
        roles = {checked_email(email): role for email, role in people}
        for role in set(roles.values()):
            if role not in Role.values:
                raise Refused(emails="Choose one of the roles for everybody.")
            if role == Role.OWNER:
                policies.must(policies.may_make_owner(actor), WHO_MAKES_OWNERS)
        known = Member.objects.filter(email__in=roles).order_by("email").values_list("email", flat=True)
        if known:
            raise Refused(emails=f"{', '.join(known)}: a member already.")
        Invitation.objects.open().filter(email__in=roles).update(withdrawn_at=clock.now())
        sent = [_new(actor, email, role) for email, role in roles.items()]
        transaction.on_commit(lambda: _mail(sent))
    return sent


def renew_invitation(*, actor: Member, invitation: Invitation) -> Sent:
    """A new link for seven more days; the old one stops working."""
    with recorded(actor=actor, command="organisation.renew_invitation"):
        invitation = _locked_open(actor, invitation)
        token = new_token()
        invitation.token_hash = token_hash(token)
        invitation.expires_at = clock.now() + timedelta(days=Invitation.DAYS)
        invitation.save(update_fields=["token_hash", "expires_at"])
        sent = Sent(invitation, token)
        transaction.on_commit(lambda: _mail([sent]))
    return sent


def withdraw_invitation(*, actor: Member, invitation: Invitation) -> Invitation:
    with recorded(actor=actor, command="organisation.withdraw_invitation"):
        invitation = _locked_open(actor, invitation)
        invitation.withdrawn_at = clock.now()
        invitation.save(update_fields=["withdrawn_at"])
    return invitation


def accept_invitation(*, token: str, name: str, password: str) -> Member:
    """Whoever holds the link becomes a member with the invited address, once."""
    with recorded(actor=None, command="organisation.accept_invitation"):
        invitation = Invitation.objects.select_for_update().filter(token_hash=token_hash(token)).first()
        if invitation is None or not invitation.is_usable(clock.now()):
            raise NotVisible
        if Member.objects.filter(email=invitation.email).exists():
            raise Refused("This address has joined already. Sign in.")
        member = Member(
            email=invitation.email,
            name=checked_name(name),
            role=invitation.role,
            joined_at=clock.now(),
        )
        check_password(password, member)
        member.set_password(password)
        member.save(force_insert=True)
        invitation.accepted_at = clock.now()
        invitation.save(update_fields=["accepted_at"])
    return member


def _new(actor: Member, email: str, role: str) -> Sent:
    token, now = new_token(), clock.now()
    invitation = Invitation.objects.create(
        email=email,
        role=role,
        token_hash=token_hash(token),
        invited_by=actor,
        invited_at=now,
        expires_at=now + timedelta(days=Invitation.DAYS),
    )
    return Sent(invitation, token)


def _locked_open(actor: Member, invitation: Invitation) -> Invitation:
    why = WHO_MAKES_OWNERS if actor.runs_the_place else WHO_INVITES
    policies.must(policies.may_change_invitation(actor, invitation), why)
    found = Invitation.objects.open().select_for_update().filter(pk=invitation.pk).first()
    if found is None:
        raise Refused("This invitation was used or withdrawn.")
    return found


def _mail(sent: Sequence[Sent]) -> None:
    for each in sent:
        mail.send_invitation(each.invitation, each.token)
