"""Members, invitations and teams."""

from collections.abc import Callable
from dataclasses import dataclass, field

from allauth.mfa.models import Authenticator
from django.db.models import Count, Prefetch, Q, QuerySet

from northing.kernel import clock
from northing.kernel.errors import NotVisible, Refused
from northing.organisation.models import Invitation, Member, Membership, Organisation, Role, Team

ROLES: list[tuple[str, str]] = list(Role.choices)
SORTS = {"name": "name", "manager": "manager__name", "role": "role", "seen": "seen_at"}


@dataclass(frozen=True, slots=True)
class MemberFilter:
    """`sort` is one of SORTS, with a minus for the other way round."""

    search: str = ""
    sort: str = "name"
    left: bool = False


@dataclass
class Owned:
    """What higher rooms say that somebody owns, such as products: this room does not know them.

    A teller takes who asks and the members' ids, and answers with the names of what each owns, as far as who
    asks may know of it.
    """

    _tellers: list[Callable[[Member, list[int]], dict[int, list[str]]]] = field(default_factory=list)

    def add(self, teller: Callable[[Member, list[int]], dict[int, list[str]]]) -> None:
        self._tellers.append(teller)

    def of(self, actor: Member, members: list[int]) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        for teller in self._tellers:
            for member, names in teller(actor, members).items():
                found.setdefault(member, []).extend(names)
        return found


OWNED = Owned()


@dataclass(frozen=True, slots=True)
class MemberRow:
    member: Member
    teams: str
    owns: str
    signs_in_with: str


def organisation() -> Organisation | None:
    return Organisation.objects.first()


def exists() -> bool:
    return Organisation.objects.exists()


def first_owner() -> Member | None:
    return Member.objects.filter(role=Role.OWNER, is_active=True).order_by("joined_at", "pk").first()


def members(wanted: MemberFilter, *, actor: Member | None = None) -> list[MemberRow]:
    """What they own is told to `actor`; to nobody in particular, nothing."""
    found = Member.objects.filter(is_active=not wanted.left).select_related("manager")
    if wanted.search:
        text = wanted.search.strip()
        found = found.filter(
            Q(name__icontains=text)
            | Q(email__icontains=text)
            | Q(title__icontains=text)
            | Q(memberships__team__name__icontains=text)
        ).distinct()
    key = SORTS.get(wanted.sort.lstrip("-"), "name")
    found = found.order_by(f"-{key}" if wanted.sort.startswith("-") else key, "name", "pk")
    memberships = (
        Membership.objects.filter(team__archived_at=None).select_related("team").order_by("team__name")
    )
    rows = list(found.prefetch_related(Prefetch("memberships", memberships)))
    owned = OWNED.of(actor, [row.pk for row in rows]) if actor else {}
    factors = _second_factors([row.pk for row in rows])
    return [
        MemberRow(
            row,
            teams=", ".join(membership.team.name for membership in row.memberships.all()),
            owns=", ".join(owned.get(row.pk, [])),
            signs_in_with=", ".join(["password", *sorted(factors.get(row.pk, ()))]),
        )
        for row in rows
    ]


def _second_factors(members: list[int]) -> dict[int, set[str]]:
    words = {Authenticator.Type.TOTP: "app", Authenticator.Type.WEBAUTHN: "passkey"}
    found: dict[int, set[str]] = {}
    for member, kind in Authenticator.objects.filter(user__in=members, type__in=words).values_list(
        "user", "type"
    ):
        found.setdefault(member, set()).add(words[kind])
    return found


def counts() -> dict[str, int]:
    people = Member.objects.aggregate(
        members=Count("pk", filter=Q(is_active=True)), left=Count("pk", filter=Q(is_active=False))
    )
    return {
        **people,
        "invited": Invitation.objects.open().count(),
        "teams": Team.objects.filter(archived_at=None).count(),
    }


def members_by_role() -> dict[str, int]:
    counted = Member.objects.filter(is_active=True).values_list("role").annotate(n=Count("pk")).order_by()
    return {**dict.fromkeys(Role.values, 0), **dict(counted)}


def active_members() -> "QuerySet[Member]":
    return Member.objects.filter(is_active=True).order_by("name")


def member(pk: int) -> Member:
    found = Member.objects.select_related("manager").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def member_of_address(email: str) -> Member:
    """For the command line, where the answer may say what it did not find."""
    found = Member.objects.filter(email=email.strip().lower()).first()
    if found is None:
        raise Refused(f"No member has the address {email}.")
    return found


def open_invitations() -> "QuerySet[Invitation]":
    return Invitation.objects.open().select_related("invited_by")


def invitation(pk: int) -> Invitation:
    found = open_invitations().filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def invitation_of_token(token_hash: str) -> Invitation:
    found = Invitation.objects.select_related("invited_by").filter(token_hash=token_hash).first()
    if found is None or not found.is_usable(clock.now()):
        raise NotVisible
    return found


def teams(*, archived: bool = False) -> "QuerySet[Team]":
    found = Team.objects.filter(archived_at__isnull=not archived).select_related("lead")
    return found.annotate(size=Count("memberships")).order_by("name")


def team(pk: int) -> Team:
    people = Membership.objects.select_related("member").order_by("member__name")
    found = (
        Team.objects.select_related("lead")
        .prefetch_related(Prefetch("memberships", people))
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise NotVisible
    return found
