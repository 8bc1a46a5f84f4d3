"""An address is proved by a code or a link, and nothing on the way tells whether anybody knows it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from northing.insight.commands import portal
from northing.insight.models import Contact, EntryTicket, Opportunity, Visitor
from northing.insight.views.portal.gate import VISIT
from northing.kernel import clock
from northing.kernel.errors import Refused
from tests.conftest import NOW, World
from tests.insight.portal.conftest import SignedIn

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("idea")]
ADDRESS = "uwe@ostwind.example"


def ask(client: Client, email: str = ADDRESS) -> Any:
    return client.post("/portal/sign-in/", {"email": email, "next": "/portal/ideas/"})


def delivered() -> tuple[str, str]:
    """The code and the link of the last ticket, as they stand in its mail."""
    mail.outbox.clear()
    portal.deliver_entry(EntryTicket.objects.latest("pk").pk)
    body = mail.outbox[0].body
    code = re.search(r"Type (\d{6})", body)
    link = re.search(r"(/portal/sign-in/\S+/)", body)
    assert code
    assert link
    return code[1], link[1]


def type_code(client: Client, code: str) -> Any:
    return client.post("/portal/sign-in/code/", {"code": code, "next": "/portal/ideas/"})


def test_the_code_lets_in_the_browser_that_asked_and_no_other(client: Client) -> None:
    ask(client)
    code, _ = delivered()
    assert type_code(Client(), code).status_code == 422
    let_in = type_code(client, code)
    assert let_in.headers["Location"] == "/portal/ideas/"
    cookie = let_in.cookies[VISIT]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/portal/")
    assert ADDRESS in client.get("/portal/me/").content.decode()
    assert Visitor.objects.get().email == ADDRESS


def test_link_and_code_work_once_in_all(client: Client) -> None:
    ask(client)
    code, link = delivered()
    elsewhere = Client()
    assert elsewhere.get(link).status_code == 200
    assert VISIT not in elsewhere.cookies, "opening the link signs nobody in"
    assert VISIT in elsewhere.post(link).cookies
    assert "opens nothing" in Client().post(link).content.decode()
    assert type_code(client, code).status_code == 422


def test_five_wrong_codes_use_the_ticket_up(client: Client) -> None:
    ask(client)
    code, _ = delivered()
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    for _ in range(5):
        assert type_code(client, wrong).status_code == 422
    assert type_code(client, code).status_code == 422
    assert VISIT not in client.cookies


def test_both_end_after_a_quarter_of_an_hour(client: Client) -> None:
    ask(client)
    code, link = delivered()
    with clock.frozen(NOW + timedelta(minutes=16)):
        assert type_code(client, code).status_code == 422
        assert "opens nothing" in client.get(link).content.decode()


def test_no_secret_is_kept_or_queued(client: Client) -> None:
    ask(client)
    ticket = EntryTicket.objects.get()
    assert ticket.code_hash == "", "the code comes to be in the background, with its mail"
    code, link = delivered()
    kept = " ".join(map(str, EntryTicket.objects.values_list().get()))
    assert code not in kept
    assert link.split("/")[-2] not in kept


def test_known_and_unknown_addresses_look_the_same(world: World, katrin: Contact) -> None:
    portal.set_up_portal(actor=world.olive, members_only=True)
    pages = []
    for email in (katrin.email, "nobody@nowhere.example"):
        client = Client()
        answer = ask(client, email)
        pages.append(
            (answer.status_code, answer.headers["Location"], client.get("/portal/sign-in/code/").status_code)
        )
        mail.outbox.clear()
        portal.deliver_entry(EntryTicket.objects.latest("pk").pk)
        assert [each.to for each in mail.outbox] == ([[email]] if email == katrin.email else [])
    assert pages[0] == pages[1]


def test_asking_too_often_sends_no_more_mail_and_says_nothing(client: Client) -> None:
    answers = {ask(client).status_code for _ in range(6)}
    assert answers == {302}
    assert EntryTicket.objects.count() == 3


def test_a_program_that_fills_in_everything_gets_nothing(client: Client) -> None:
    client.post("/portal/sign-in/", {"email": ADDRESS, "website": "https://spam.example"})
    assert not EntryTicket.objects.exists()


def test_it_leads_nowhere_but_to_the_portal(client: Client) -> None:
    for outside in ("https://evil.example/", "//evil.example", "/portal/\\evil", "/insight/inbox/"):
        ask(client)
        code, _ = delivered()
        answer = client.post("/portal/sign-in/code/", {"code": code, "next": outside})
        assert answer.headers["Location"] == "/portal/", outside
        EntryTicket.objects.all().delete()
        cache.clear()


def test_whoever_is_blocked_is_out_and_stays_out(world: World, idea: Opportunity, signed_in: SignedIn) -> None:
    browser, visitor = signed_in(ADDRESS)
    with pytest.raises(Refused):
        portal.block(actor=world.mara, visitor=visitor, reason=" ")
    portal.block(actor=world.mara, visitor=visitor, reason="Spam")
    assert browser.post(f"/portal/ideas/{idea.pk}/vote/").headers["Location"].startswith("/portal/sign-in/")
    client = Client()
    ask(client)
    mail.outbox.clear()
    portal.deliver_entry(EntryTicket.objects.latest("pk").pk)
    assert mail.outbox == []
