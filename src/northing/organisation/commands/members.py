"""Who belongs to the organisation, under whom, and in which role."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from northing.kernel import clock
from northing.kernel.errors import Refused
from northing.organisation import policies
from northing.organisation.history import recorded
from northing.organisation.models import Member, Role

ASK = "Ask an owner or a head of product."


def add_member(
    *,
    actor: Member | None,
    email: str,
    name: str,
    role: str = Role.MEMBER,
    title: str = "",
    manager: Member | None = None,
    password: str | None = None,
) -> Member:
    """Somebody joins. `actor` is None at the server's command line. Without a password a link lets them in."""
    with recorded(actor=actor, command="organisation.add_member"):
        member = Member(
            email=checked_email(email), name=checked_name(name), role=Role(role), title=title.strip()
        )
        if actor is not None:
            policies.must(policies.may_change_role(actor, member, role), ASK)
        if Member.objects.filter(email=member.email).exists():
            raise Refused(email=f"{member.email} is a member already.")
        member.manager = manager
        member.joined_at = clock.now()
        member.set_password(password)
        member.save(force_insert=True)
    return member


def change_role(*, actor: Member | None, member: Member, role: str) -> Member:
    """Owners are made and unmade by owners, and one is always left. `actor` is None at the command line."""
    with recorded(actor=actor, command="organisation.change_role"):
        if role not in Role.values:
            raise Refused(role="Choose one of the roles.")
        member = _locked(member)
        if actor is not None:
            why = "Only an owner makes owners or unmakes them." if actor.runs_the_place else ASK
            policies.must(policies.may_change_role(actor, member, role), why)
        if member.role == Role.OWNER != role:
            _must_not_be_the_last_owner(member)
        member.role = role
        member.save(update_fields=["role"])
    return member


def change_manager(*, actor: Member, member: Member, manager: Member | None) -> Member:
    """The reporting line is a tree: a circle is refused, with its people named."""
    with recorded(actor=actor, command="organisation.change_manager"):
        # All rows of the line, so that two changes at once cannot close a circle between them.
        line = {row.pk: row for row in Member.objects.select_for_update().order_by("pk")}
        member = line[member.pk]
        policies.must(policies.may_change_member(actor, member), ASK)
        if manager is not None:
            _must_not_close_a_circle(member, line[manager.pk], line)
            if not line[manager.pk].is_active:
                raise Refused(manager=f"{manager.name} has left.")
        member.manager = manager
        member.save(update_fields=["manager"])
    return member


def deactivate(*, actor: Member, member: Member) -> Member:
    """They leave: every session ends with the next request, what they did stays."""
    with recorded(actor=actor, command="organisation.deactivate"):
        member = _locked(member)
        policies.must(policies.may_change_member(actor, member), ASK)
        if member.role == Role.OWNER:
            _must_not_be_the_last_owner(member)
        member.is_active = False
        member.left_at = clock.now()
        member.save(update_fields=["is_active", "left_at"])
    return member


def reactivate(*, actor: Member, member: Member) -> Member:
    with recorded(actor=actor, command="organisation.reactivate"):
        member = _locked(member)
        policies.must(policies.may_change_member(actor, member), ASK)
        member.is_active = True
        member.left_at = None
        member.save(update_fields=["is_active", "left_at"])
    return member


def checked_email(email: str) -> str:
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise Refused(email=f"“{email}” is not an e-mail address.") from error
    return email


def checked_name(name: str) -> str:
    name = " ".join(name.split())
    longest = Member._meta.get_field("name").max_length or 0
    if not name:
        raise Refused(name="Say what people call you.")
    if len(name) > longest:
        raise Refused(name=f"A name has at most {longest} characters.")
    return name


def _locked(member: Member) -> Member:
    return Member.objects.select_for_update().get(pk=member.pk)


def must_have_an_owner() -> None:
    if not Member.objects.filter(role=Role.OWNER, is_active=True).exists():
        raise Refused(role="Nobody would be an owner then. Make somebody else an owner first.")


def _must_not_be_the_last_owner(member: Member) -> None:
    # Locked, so that two owners cannot each unmake the other at the same moment.
    owners = Member.objects.select_for_update().filter(role=Role.OWNER, is_active=True).order_by("pk")
    if not any(owner.pk != member.pk for owner in owners):
        raise Refused(role=f"{member.name} is the last owner. Make somebody else an owner first.")


def _must_not_close_a_circle(member: Member, manager: Member, line: dict[int, Member]) -> None:
    chain = [manager]
    while chain[-1].pk != member.pk:
        above = chain[-1].manager_id
        if above is None:
            return
        chain.append(line[above])
    names = " reports to ".join(person.name for person in chain)
    raise Refused(manager=f"{names}: {member.name} cannot report to {manager.name} as well.")
