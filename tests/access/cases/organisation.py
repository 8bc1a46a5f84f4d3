"""How to ask for the pages of members, teams, invitations, accounts and signing in."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

from northing.organisation import commands
from northing.organisation.history import watched
from northing.organisation.models import ApiToken, Invitation, ShareLink
from tests.access.scene import Call, Case, Scene
from tests.conftest import PASSWORD, World


@dataclass(frozen=True)
class Stock:
    invitation: Invitation
    token: str
    sign_in_link: tuple[str, str]
    changes: dict[str, UUID | None]
    links: dict[str, ShareLink]
    keys: dict[str, int]
    tokens: dict[str, ApiToken]
    field: int


def prepare(world: World) -> Stock:
    sent = commands.invite(actor=world.olive, people=[("new@tarn.example", "member")])[0]
    changes, keys = {}, {}
    for name, member in world.cast.items():
        with watched() as change:
            account = {"name": member.name, "email": member.email, "single_keys": True}
            commands.change_account(actor=member, title=f"{name}, retitled", **account)
        changes[name] = change.id
        TOTP.activate(member, generate_totp_secret())
        RecoveryCodes.activate(member)
        key = Authenticator.objects.create(
            user=member, type="webauthn", data=_key(f"Key of {name}", member.pk % 250)
        )
        keys[name] = key.pk
    links = {}
    for name in ("olive", "hana", "mara"):
        actor = world.cast[name]
        links[name], _ = commands.make_share_link(actor=actor, page="x", name="Board", audience="executives")
    return Stock(
        invitation=sent.invitation,
        token=sent.token,
        sign_in_link=commands.sign_in_link(member=world.oscar),
        changes=changes,
        links=links,
        keys=keys,
        tokens={
            name: commands.make_api_token(actor=member, name="CRM", scopes=["read"])[0]
            for name, member in world.cast.items()
        },
        field=commands.add_custom_field(actor=world.hana, about="feature", kind="text", name="Own").pk,
    )


def _name(scene: Scene) -> str:
    """Whose thing it is: the actor's, a colleague's, or one of another team."""
    own = next(name for name, member in scene.world.cast.items() if member == scene.actor)
    return str(scene.pick(own, "tim" if own == "mara" else "mara", "oscar"))


def _link(scene: Scene) -> Call:
    own = _name(scene)
    fallback = scene.pick("mara", "mara", "hana")
    name = own if scene.relation == "own" and own in scene.stock.links else fallback
    if scene.role == "manager" and scene.relation == "same team":
        name = "hana"
    return Call({"pk": scene.stock.links[name].pk})


def _team(scene: Scene) -> Call:
    return Call({"pk": scene.team.pk}, {"name": "Renamed", "mission": "Another"})


def _role(scene: Scene) -> Call:
    """ "other" stands for making an owner."""
    return Call({"pk": scene.world.vera.pk}, {"role": scene.pick("member", "manager", "owner")})


def _key(name: str, number: int) -> dict[str, Any]:
    """What is kept of a passkey: as a browser would have sent it."""
    public = ES256.from_cryptography_key(generate_private_key(SECP256R1()).public_key())
    credential = AttestedCredentialData.create(b"\0" * 16, bytes([number]) * 16, public)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    attested = AttestationObject.create("none", AuthenticatorData.create(b"\0" * 32, flags, 0, credential), {})
    identifier = websafe_encode(bytes([number]) * 16)
    response = {"clientDataJSON": websafe_encode(b'{"type": "webauthn.create", "challenge": "", "origin": ""}')}
    response["attestationObject"] = websafe_encode(bytes(attested))
    return {
        "name": name,
        "credential": {"id": identifier, "rawId": identifier, "type": "public-key", "response": response},
    }


def _membership(scene: Scene) -> Call:
    return Call({"pk": scene.team.pk}, {"member": scene.world.vera.pk, "share": 20, "discipline": "design"})


CASES: dict[str, Case] = {
    "organisation:tokens POST": lambda _: Call(data={"name": "CRM", "scopes": ["read"], "days": "30"}),
    "organisation:revoke_token": lambda scene: Call({"pk": scene.stock.tokens[_name(scene)].pk}),
    "account_login POST": lambda _: Call(data={"login": "x@tarn.example", "password": PASSWORD}),
    "mfa_remove_webauthn": lambda scene: Call({"pk": scene.stock.keys[_name(scene)]}),
    "organisation:accept GET": lambda scene: Call({"token": scene.stock.token}),
    "organisation:accept POST": lambda scene: Call(
        {"token": scene.stock.token}, {"name": "New Member", "password": PASSWORD}
    ),
    "organisation:request_link POST": lambda _: Call(data={"email": "olive@tarn.example"}),
    "organisation:sign_in_link": lambda scene: Call(
        dict(zip(("who", "token"), scene.stock.sign_in_link, strict=True)), {}
    ),
    "mfa_reauthenticate_webauthn POST": lambda _: Call(data={"credential": "{}"}),
    "mfa_add_webauthn POST": lambda _: Call(data={"credential": "{}"}),
    "organisation:account POST": lambda scene: Call(
        data={"name": "Changed Name", "email": f"{scene.role}2@tarn.example", "title": "Title"}
    ),
    "organisation:change_password": lambda _: Call(data={"old": PASSWORD, "new": "quite another staple"}),
    "organisation:end_sessions": lambda _: Call(data={"old": PASSWORD}),
    "organisation:invite POST": lambda _: Call(data={"emails": "a@b.example", "role": "member"}),
    "organisation:renew_invitation": lambda scene: Call({"pk": scene.stock.invitation.pk}),
    "organisation:withdraw_invitation": lambda scene: Call({"pk": scene.stock.invitation.pk}),
    "organisation:change_role": _role,
    "organisation:change_manager": lambda scene: Call(
        {"pk": scene.world.vera.pk}, {"manager": scene.world.hana.pk}
    ),
    "organisation:deactivate": lambda scene: Call({"pk": scene.world.vera.pk}),
    "organisation:reactivate": lambda scene: Call({"pk": scene.world.oscar.pk}),
    "organisation:teams POST": lambda _: Call(data={"name": "New team"}),
    "organisation:team GET": lambda scene: Call({"pk": scene.team.pk}),
    "organisation:team POST": _team,
    "organisation:set_membership": _membership,
    "organisation:remove_membership": lambda scene: Call(
        {"pk": scene.world.billing_core.pk, "member": scene.world.tim.pk}
    ),
    "organisation:archive_team": lambda scene: Call({"pk": scene.team.pk}),
    "organisation:fields POST": lambda _: Call(data={"name": "Size", "about": "feature", "kind": "number"}),
    "organisation:field": lambda scene: Call({"pk": scene.stock.field}, {"name": "Renamed"}),
    "organisation:move_field": lambda scene: Call({"pk": scene.stock.field}),
    "organisation:archive_field": lambda scene: Call({"pk": scene.stock.field}),
    "organisation:bring_back_field": lambda scene: Call({"pk": scene.stock.field}),
    "organisation:revoke_link": _link,
    "organisation:look_back": lambda _: Call(data={"day": ""}),
    "organisation:see_as": lambda scene: Call(data={"member": scene.member.pk}),
    "organisation:undo": lambda scene: Call({"context": scene.stock.changes[_name(scene)]}),
}
