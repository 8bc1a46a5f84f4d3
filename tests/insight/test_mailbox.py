"""Mail becomes feedback: once, with its sender, its own words and its files, whatever happens on the way."""

from collections.abc import Iterator
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from northing.insight import commands
from northing.insight.commands.incoming import imap, mailbox
from northing.insight.commands.incoming.letter import letter_of
from northing.insight.commands.incoming.plain_text import text_of_html
from northing.insight.commands.incoming.quotes import own_words
from northing.insight.models import Contact, Feedback, Mailbox
from northing.kernel.errors import NotAllowed, Refused
from tests.conftest import Clients, World
from tests.insight.mail_server import MailServer

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
FORWARD = """FYI, see below

---------- Forwarded message ---------
From: Katrin Vogel <katrin@brandt.example>
Date: Mon, 4 May 2026
Subject: Refunds
To: Tim <tim@northing.example>

We refund one line.

Katrin"""


@pytest.fixture
def server() -> Iterator[MailServer]:
    server = MailServer()
    server.begin()
    yield server
    server.end()


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def mail(text: str = "We refund one line", **fields: Any) -> bytes:
    message = EmailMessage()
    headers = {"From": "Katrin Vogel <Katrin@Brandt.example>", "Subject": "Re: Refunds", "Message_ID": "<1@b>"}
    for name, value in (headers | {"Date": "Mon, 4 May 2026 08:00:00 +0200"} | fields).items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message.as_bytes()


def connected(world: World, at: MailServer, **fields: Any) -> Mailbox:
    given = {
        "server": "127.0.0.1",
        "port": at.port,
        "safety": "none",
        "user": "feedback",
        "folder": "INBOX",
    }
    given |= {"since": date(2026, 1, 1), "password": "open sesame", **fields}
    return commands.save_mailbox(actor=world.olive, **given)


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("It is slow\n\nOn Mon, 4 May 2026 at 8:00, Tim <t@x.example>\nwrote:\n> Hello", "It is slow"),
        ("Zu langsam\n\nAm 4. Mai 2026 schrieb Tim:\n> Hallo", "Zu langsam"),
        ("Trop lent\n\nLe 4 mai 2026, Tim a écrit :\n> Bonjour", "Trop lent"),
        ("Slow\n\n-----Original Message-----\nFrom: Tim\nHello", "Slow"),
        ("Slow\n\nFrom: Tim <t@x.example>\nSent: Monday\nSubject: x\n\nHello", "Slow"),
        ("Slow\n-- \nKatrin Vogel\nBrandt", "Slow"),
        ("> You asked\nYes, slow\n> and\n", "> You asked\nYes, slow"),
        ("> only\n> quoted", "> only\n> quoted"),
    ],
)
def test_only_what_they_wrote_themselves_is_kept(text: str, own: str) -> None:
    assert own_words(text) == own


def test_html_becomes_what_a_person_would_read() -> None:
    html = (
        "<style>p{}</style><p>Hello&nbsp;you,</p><ul><li>slow<li>dear</ul><script>x()</script><blockquote>Old"
    )
    assert text_of_html(html) == "Hello you,\n\n- slow\n- dear\n> Old"


@pytest.mark.parametrize(
    "body",
    [
        "\n" * 100_000,
        "on wrote " * 20_000,
        "<blockquote>" * 40_000,
        "> " * 50_000,
        "From: a@b.example\n" * 5_000,
    ],
)
def test_a_hostile_mail_is_read_like_any_other(body: str) -> None:
    for kind in ("plain", "html"):
        raw = f"From: a@b.example\r\nSubject: Fwd: x\r\nContent-Type: text/{kind}\r\n\r\n{body}"
        assert len(letter_of(raw.encode()).text) <= 100_000


def test_a_forwarded_mail_is_the_customers(world: World) -> None:
    for raw in (
        mail(FORWARD, From="Tim <tim@northing.example>", Subject="Fwd: Refunds"),
        _with_the_mail_as_a_file(),
    ):
        found = letter_of(raw)
        assert (found.name, found.email) == ("Katrin Vogel", "katrin@brandt.example")
        assert (found.subject, "We refund one line" in found.text, "FYI" in found.text) == (
            "Refunds",
            True,
            False,
        )


def _with_the_mail_as_a_file() -> bytes:
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "tim@northing.example", "WG: Refunds"
    outer.set_content("FYI")
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "Katrin Vogel <katrin@brandt.example>", "Refunds"
    inner.set_content("We refund one line")
    outer.add_attachment(inner)
    return outer.as_bytes()


def test_mail_comes_in_once_with_customer_and_files(world: World, server: MailServer) -> None:
    brandt = commands.create_customer(actor=world.mara, name="Brandt")
    commands.add_contact(actor=world.mara, customer=brandt, name="Jo", email="jo@brandt.example")
    message = EmailMessage()
    message["From"], message["Message-ID"] = "Katrin Vogel <katrin@brandt.example>", "<a@b>"
    message.set_content("See the picture")
    message.add_attachment(PNG, maintype="image", subtype="png", filename="../screen.png")
    message.add_attachment(b"MZ", maintype="application", subtype="octet-stream", filename="setup.exe")
    server.mails = {3: message.as_bytes(), 5: mail(Auto_Submitted="auto-replied", Message_ID="<away@b>")}
    connected(world, server)
    assert [commands.read_mailbox(), commands.read_mailbox()] == [1, 0]
    piece = Feedback.objects.get()
    assert (piece.customer, piece.source, piece.added_by) == (brandt, "email", world.olive)
    assert piece.text == "See the picture\n\n[Not kept: setup.exe]"
    assert [file.name for file in piece.attachments.all()] == ["screen.png"]
    assert Contact.objects.get(email="katrin@brandt.example").customer == brandt
    state = Mailbox.objects.get()
    assert (state.taken, state.left_out, state.last_uid, state.trouble) == (1, 1, 5, "")
    server.validity = 8  # the server numbers its mails anew
    assert commands.read_mailbox() == 0
    assert not any(word in asked for asked in server.asked for word in ("STORE", "SELECT", "EXPUNGE", "BODY["))


def test_reading_goes_on_where_it_was_cut_off(world: World, server: MailServer) -> None:
    server.mails = {at: mail(f"Said {at}", Message_ID=f"<{at}@b>") for at in range(1, 5)}
    connected(world, server)
    server.gone_after = 2
    assert commands.read_mailbox() == 2
    assert Mailbox.objects.get().trouble
    server.gone_after = None
    assert commands.read_mailbox() == 2
    assert sorted(Feedback.objects.values_list("text", flat=True)) == [f"Said {at}" for at in range(1, 5)]
    assert Mailbox.objects.get().trouble == ""


def test_a_mail_that_nobody_can_read_does_not_stop_the_next(world: World, server: MailServer) -> None:
    server.mails = {1: b"\xff\0\xfe", 2: b"Content-Type: text/plain; charset=none\r\n\r\nStrange", 3: mail()}
    connected(world, server)
    commands.read_mailbox()
    assert "We refund one line" in set(Feedback.objects.values_list("text", flat=True))
    assert Mailbox.objects.get().last_uid == 3


def test_what_is_wrong_with_the_mailbox_is_said_where_it_is(world: World, server: MailServer) -> None:
    for field, fields, said in (
        ("password", {"password": "wrong"}, "refuses this user or password. It says: wrong password"),
        ("folder", {"folder": "Attic"}, "no folder “Attic”"),
        ("safety", {"safety": "tls"}, "does not speak TLS"),
        ("safety", {"server": "imap.brandt.example"}, "TLS or STARTTLS only"),
        ("server", {"port": 1}, "cannot be reached"),
    ):
        with pytest.raises(Refused) as refusal:
            connected(world, server, **fields)
        assert said in refusal.value.errors[field]
    with pytest.raises(NotAllowed):
        commands.save_mailbox(actor=world.mara, server="127.0.0.1")
    assert not Mailbox.objects.exists()


def test_folders_and_passwords_are_written_in_any_language(world: World, server: MailServer) -> None:
    for folder in ("INBOX/Grösse & mehr", "INBOX.Gr&APY-sse &- mehr"):
        assert connected(world, server, folder=folder, password="öffne dich").folder == folder
    with pytest.raises(Refused, match="refuses this user or password"):
        connected(world, server, user="jörg")


def test_no_transaction_waits_for_the_mail_server(
    world: World, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = []

    def opened(of: Mailbox) -> Any:
        held.append(len(connection.savepoint_ids))
        return imap.opened(of)

    monkeypatch.setattr(mailbox, "opened", opened)
    outside = len(connection.savepoint_ids)
    connected(world, server)
    commands.try_mailbox(actor=world.hana)
    assert held == [outside, outside]


def test_the_password_is_sealed_and_stays_with_its_server(world: World, server: MailServer) -> None:
    box = connected(world, server)
    assert "sesame" not in box.password
    assert connected(world, server, password="", folder="INBOX").password == box.password
    with pytest.raises(Refused, match="Type the password"):
        connected(world, server, password="", server="localhost")


def test_the_page_connects_tries_and_forgets(world: World, clients: Clients, server: MailServer) -> None:
    server.mails = {1: mail()}
    said = {"server": "127.0.0.1", "port": server.port, "safety": "none", "user": "feedback", "folder": "INBOX"}
    said |= {"since": "2026-01-01", "is_read": "on", "password": "open sesame"}
    assert clients["olive"].post("/insight/ways/mailbox/", said | {"password": "no"}).status_code == 422
    assert clients["olive"].post("/insight/ways/mailbox/", said).status_code == 302
    assert (
        "1 mail to be read" in clients["olive"].post("/insight/ways/mailbox/try/", follow=True).content.decode()
    )
    assert "feedback</b> at 127.0.0.1" in clients["olive"].get("/insight/ways/").content.decode()
    assert "sesame" not in clients["olive"].get("/insight/ways/mailbox/").content.decode()
    clients["olive"].post("/insight/ways/mailbox/forget/")
    assert not Mailbox.objects.exists()
