"""Passwords, second factors, links, and who is kept out."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core import mail
from django.test import Client

from northing.kernel.errors import NotVisible
from northing.organisation import commands
from northing.organisation.models import Member
from tests.conftest import PASSWORD, Clients, World


def sign_in(client: Client, email: str = "mara@tarn.example", password: str = PASSWORD, **extra: str) -> str:
    """What the person reads: an error, or the address that she is led to."""
    answer = client.post("/sign-in/", {"login": email, "password": password, "remember": "on"}, **extra)
    if answer.status_code == 302:
        return str(answer["Location"])
    found = re.search(r'id="why-not"[^>]*>(.*?)</small>', answer.text, re.S)
    return found[1].strip() if found else ""


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def test_e_mail_and_password_open_the_place(world: World, client: Client) -> None:
    assert sign_in(client, "MARA@tarn.example") == "/"
    assert is_in(client)
    assert client.session.get_expire_at_browser_close() is False
    assert client.session.get_expiry_age() == 30 * 24 * 3600


def test_a_second_factor_asks_for_the_password_only_when_it_was_given_a_while_ago(
    world: World, client: Client
) -> None:
    sign_in(client)
    assert client.get("/account/authenticator/add/").status_code == 200
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - 400}]
    session.save()
    assert client.get("/account/authenticator/add/")["Location"].startswith("/sign-in/again/")


def test_it_counts_the_tries_that_are_left(world: World, client: Client) -> None:
    said = [sign_in(client, password="wrong") for _ in range(6)]
    assert said[0] == "E-mail and password do not match. Four more tries, then a pause of 15 minutes."
    assert said[3] == "E-mail and password do not match. One more try, then a pause of 15 minutes."
    assert said[5].startswith("Too many tries.")
    assert sign_in(client).startswith("Too many tries.")


def test_the_limit_of_an_account_holds_from_every_address(world: World) -> None:
    for number in range(5):
        sign_in(Client(REMOTE_ADDR=f"203.0.113.{number}"), password="wrong")
    assert sign_in(Client(REMOTE_ADDR="203.0.113.99")).startswith("Too many tries.")


def test_the_limit_of_an_address_holds_for_every_account(world: World) -> None:
    client = Client(REMOTE_ADDR="203.0.113.7")
    for number in range(50):
        sign_in(client, f"guess{number}@tarn.example", "wrong")
    assert not is_in(client)
    assert sign_in(client).startswith("Too many tries.")
    assert sign_in(Client(REMOTE_ADDR="203.0.113.8")) == "/"


def test_an_unknown_address_a_left_member_and_a_wrong_password_look_the_same(world: World) -> None:
    commands.deactivate(actor=world.olive, member=world.tim)
    said = {
        sign_in(Client(REMOTE_ADDR="203.0.113.1"), "nobody@tarn.example"),
        sign_in(Client(REMOTE_ADDR="203.0.113.2"), "tim@tarn.example"),
        sign_in(Client(REMOTE_ADDR="203.0.113.3"), password="wrong"),
    }
    assert said == {"E-mail and password do not match. Four more tries, then a pause of 15 minutes."}


def test_sessions_end_when_somebody_leaves(world: World, clients: Clients) -> None:
    assert is_in(clients["tim"])
    commands.deactivate(actor=world.olive, member=world.tim)
    assert not is_in(clients["tim"])


def test_a_new_password_ends_every_other_session(world: World, client: Client) -> None:
    other = Client()
    sign_in(other)
    sign_in(client)
    answer = client.post("/account/password/", {"old": PASSWORD, "new": "quite another staple"})
    assert answer.status_code == 302
    assert is_in(client)
    assert not is_in(other)


def test_one_can_sign_out_everywhere_else_and_keep_the_password(world: World, client: Client) -> None:
    other = Client()
    sign_in(other)
    sign_in(client)
    assert client.post("/account/sessions/end/", {"old": "wrong"}).status_code == 422
    assert is_in(other)
    client.post("/account/sessions/end/", {"old": PASSWORD})
    assert is_in(client)
    assert not is_in(other)
    assert sign_in(Client(REMOTE_ADDR="203.0.113.5")) == "/"


def test_signing_out_needs_a_post(clients: Clients) -> None:
    assert clients["tim"].get("/sign-out/").status_code == 404
    clients["tim"].post("/sign-out/")
    assert not is_in(clients["tim"])


def test_with_a_second_factor_the_password_is_half_the_way(world: World, client: Client) -> None:
    secret = generate_totp_secret()
    TOTP.activate(world.mara, secret)
    assert sign_in(client) == "/sign-in/second/"
    assert not is_in(client)
    assert client.get("/sign-in/second/").status_code == 200
    client.post("/sign-in/second/", {"code": "000000"})
    assert not is_in(client)
    client.post("/sign-in/second/", {"code": format_hotp_value(hotp_value(secret, int(time.time()) // 30))})
    assert is_in(client)


def test_half_way_only_her_own_factors_are_asked_for_and_somebody_else_can_begin(
    world: World, client: Client
) -> None:
    TOTP.activate(world.mara, generate_totp_secret())
    sign_in(client)
    page = client.get("/sign-in/second/").text
    assert 'action="/sign-out/"' in page
    assert "Use a passkey" not in page
    client.post("/sign-out/")
    assert sign_in(client, "tim@tarn.example") == "/"


def test_a_link_signs_in_once(world: World, client: Client) -> None:
    who, token = commands.sign_in_link(member=world.mara)
    address = f"/sign-in/link/{who}/{token}/"
    assert client.get(address).status_code == 200
    assert not is_in(client)
    client.post(address, {"new_password": "quite another staple"})
    assert is_in(client)
    assert Client().get(address).status_code == 404
    assert sign_in(Client(), password="quite another staple") == "/"


def test_a_link_does_not_replace_the_second_factor(world: World, client: Client) -> None:
    TOTP.activate(world.mara, generate_totp_secret())
    who, token = commands.sign_in_link(member=world.mara)
    assert client.post(f"/sign-in/link/{who}/{token}/", {})["Location"] == "/sign-in/second/"
    assert not is_in(client)


def test_a_link_of_somebody_who_left_opens_nothing(world: World) -> None:
    who, token = commands.sign_in_link(member=world.tim)
    commands.deactivate(actor=world.olive, member=world.tim)
    with pytest.raises(NotVisible):
        commands.member_of_link(who=who, token=token)


@pytest.mark.parametrize("who", ["", "x", "MQ", "🙂", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5"])
def test_a_made_up_link_is_not_found(world: World, who: str) -> None:
    with pytest.raises(NotVisible):
        commands.member_of_link(who=who, token="x-y")


def test_asking_for_a_link_says_the_same_to_everybody(
    world: World, client: Client, settings: pytest.FixtureRequest
) -> None:
    settings.MAIL_IS_CONFIGURED = True  # type: ignore[attr-defined]
    known = client.post("/sign-in/link/", {"email": "mara@tarn.example"})
    unknown = client.post("/sign-in/link/", {"email": "nora@tarn.example"})
    assert known.context["sent"] is unknown.context["sent"] is True
    assert [page.text.count("is on its way") for page in (known, unknown)] == [1, 1]
    assert [message.to for message in mail.outbox] == [["mara@tarn.example"]]
    assert "/sign-in/link/" in mail.outbox[0].body


def test_nothing_is_mailed_unless_mail_is_configured(world: World, client: Client) -> None:
    client.post("/sign-in/link/", {"email": "mara@tarn.example"})
    assert mail.outbox == []


@pytest.mark.parametrize("address", ["/signup/", "/accounts/signup/", "/account/signup/", "/sign-up/"])
def test_there_is_no_sign_up(world: World, client: Client, address: str) -> None:
    assert client.get(address).status_code in {302, 404}
    assert Member.objects.count() == len(world.cast)


def test_a_stranger_is_led_back_to_where_they_wanted(world: World, client: Client) -> None:
    answer = client.get("/settings/teams/")
    assert answer["Location"] == "/sign-in/?next=/settings/teams/"
    answer = client.post(
        "/sign-in/?next=/settings/teams/",
        {"login": "mara@tarn.example", "password": PASSWORD, "next": "/settings/teams/"},
    )
    assert answer["Location"] == "/settings/teams/"


def test_the_way_back_never_leads_to_another_host(world: World, client: Client) -> None:
    data = {"login": "mara@tarn.example", "password": PASSWORD, "next": "https://elsewhere.example/"}
    assert client.post("/sign-in/", data)["Location"] == "/"
