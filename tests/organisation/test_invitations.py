"""Invitations: one address, one use, seven days."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from northing.kernel import clock
from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.organisation import commands
from northing.organisation.models import Invitation, Member
from tests.conftest import NOW, PASSWORD, Clients, World, offered_undo


def invited(world: World, email: str = "new@tarn.example", role: str = "manager") -> commands.Sent:
    return commands.invite(actor=world.hana, people=[(email, role)])[0]


def test_whoever_holds_the_link_joins_once_with_the_invited_address_and_role(
    world: World, client: Client
) -> None:
    sent = invited(world)
    address = f"/invitation/{sent.token}/"
    assert "new@tarn.example" in client.get(address).text
    answer = client.post(address, {"name": "New Person", "password": PASSWORD, "email": "other@tarn.example"})
    assert answer.status_code == 302
    member = Member.objects.get(name="New Person")
    assert (member.email, member.role) == ("new@tarn.example", "manager")
    assert client.get("/account/").status_code == 200
    assert Client().get(address).status_code == 404


def test_the_link_works_for_seven_days(world: World) -> None:
    sent = invited(world)
    with clock.frozen(NOW + timedelta(days=7)), pytest.raises(NotVisible):
        commands.accept_invitation(token=sent.token, name="Late", password=PASSWORD)
    with clock.frozen(NOW + timedelta(days=7) - timedelta(seconds=1)):
        assert commands.accept_invitation(token=sent.token, name="Early", password=PASSWORD).pk


def test_only_the_hash_of_the_link_is_kept(world: World) -> None:
    sent = invited(world)
    assert len(sent.token) >= 22  # 128 bits in base 64
    assert sent.token not in str(Invitation.objects.values().get())


def test_a_withdrawn_link_opens_nothing_until_the_withdrawal_is_undone(world: World, clients: Clients) -> None:
    sent = invited(world)
    clients["hana"].post(f"/settings/members/invited/{sent.invitation.pk}/withdraw/")
    assert Client().get(f"/invitation/{sent.token}/").status_code == 404
    clients["hana"].post(offered_undo(clients["hana"]))
    assert Client().get(f"/invitation/{sent.token}/").status_code == 200


def test_a_new_link_replaces_the_old_one(world: World) -> None:
    sent = invited(world)
    again = commands.renew_invitation(actor=world.olive, invitation=sent.invitation)
    assert Client().get(f"/invitation/{sent.token}/").status_code == 404
    assert Client().get(f"/invitation/{again.token}/").status_code == 200


def test_only_owners_are_shown_a_link_that_makes_an_owner(world: World, clients: Clients) -> None:
    sent = commands.invite(actor=world.olive, people=[("new@tarn.example", "owner")])[0]
    address = f"/settings/members/invited/{sent.invitation.pk}/renew/"
    assert clients["hana"].post(address).status_code == 403
    assert address not in clients["hana"].get("/settings/members/invited/").text
    assert address in clients["olive"].get("/settings/members/invited/").text


def test_inviting_again_leaves_one_open_invitation(world: World) -> None:
    invited(world)
    invited(world, role="viewer")
    assert Invitation.objects.open().get().role == "viewer"


def test_fifty_addresses_are_pasted_at_once_with_a_role_each(world: World, clients: Clients) -> None:
    addresses = [f"p{number}@tarn.example" for number in range(50)]
    data = {"emails": ", ".join(addresses), "role": "member", "role:p7@tarn.example": "manager"}
    answer = clients["hana"].post("/settings/members/invite/", data)
    assert answer.text.count("/invitation/") == 50
    assert Invitation.objects.get(email="p7@tarn.example").role == "manager"
    assert Invitation.objects.filter(role="member").count() == 49


def test_more_than_are_sent_at_once_are_refused(world: World) -> None:
    with pytest.raises(Refused, match="at most 200"):
        commands.invite(actor=world.olive, people=[("new@tarn.example", "member")] * 201)


def test_addresses_come_as_a_mail_program_writes_them(world: World, clients: Clients) -> None:
    pasted = "Vogel, Katrin <Katrin@tarn.example>; uwe@tarn.example"
    clients["hana"].post("/settings/members/invite/", {"emails": pasted, "role": "member"})
    assert set(Invitation.objects.values_list("email", flat=True)) == {
        "katrin@tarn.example",
        "uwe@tarn.example",
    }


@pytest.mark.parametrize(
    "wrong", ["no address at all", "tim@tarn.example", "a@b", "", "new@tarn.example old.tarn.example"]
)
def test_one_wrong_address_sends_nothing(world: World, clients: Clients, wrong: str) -> None:
    answer = clients["hana"].post("/settings/members/invite/", {"emails": f"{wrong}", "role": "member"})
    assert answer.status_code == 422
    assert not Invitation.objects.exists()


def test_a_head_does_not_invite_owners(world: World) -> None:
    with pytest.raises(NotAllowed):
        invited(world, role="owner")
    assert commands.invite(actor=world.olive, people=[("o@tarn.example", "owner")])


def test_somebody_who_joined_otherwise_is_told_to_sign_in(world: World) -> None:
    sent = invited(world)
    commands.add_member(actor=world.olive, email="new@tarn.example", name="New")
    with pytest.raises(Refused, match="Sign in"):
        commands.accept_invitation(token=sent.token, name="Again", password=PASSWORD)


def test_a_weak_password_does_not_use_the_link_up(world: World, client: Client) -> None:
    sent = invited(world)
    address = f"/invitation/{sent.token}/"
    assert client.post(address, {"name": "New", "password": "short"}).status_code == 422
    assert client.get(address).status_code == 200


def test_it_is_mailed_when_mail_is_configured(
    world: World, settings: pytest.FixtureRequest, django_capture_on_commit_callbacks: pytest.FixtureRequest
) -> None:
    settings.MAIL_IS_CONFIGURED = True  # type: ignore[attr-defined]
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        sent = invited(world)
    assert mail.outbox[0].subject == "Hana Sato invites you to Tarn on Northing"
    assert sent.token in mail.outbox[0].body
