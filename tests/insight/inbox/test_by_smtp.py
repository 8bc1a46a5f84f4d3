"""Replies through a mail server, byte by byte."""

from collections.abc import Iterator
from smtplib import SMTPRecipientsRefused

import pytest
from django.test import override_settings

from northing.insight import commands
from northing.insight.models import Reply
from tests.conftest import World
from tests.insight.inbox.conftest import Heard
from tests.insight.letter_box import LetterBox

pytestmark = pytest.mark.django_db


@pytest.fixture
def box() -> Iterator[LetterBox]:
    with (
        LetterBox() as box,
        override_settings(
            MAIL_IS_CONFIGURED=True,
            EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
            EMAIL_HOST="127.0.0.1",
            EMAIL_PORT=box.port,
            EMAIL_USE_TLS=False,
        ),
    ):
        yield box


def test_a_reply_arrives_as_it_was_written(box: LetterBox, heard: Heard, world: World) -> None:
    commands.change_feedback(
        actor=world.mara, feedback=heard.piece, title="Rückerstattung\r\nBcc: all@x.example"
    )
    text = "Grüße 🙂\n.a line that begins with a dot\n\n.\nthe end"
    sent = commands.send_reply(actor=world.mara, feedback=heard.piece, text=text)
    commands.deliver_reply(sent.reply.pk)
    commands.deliver_reply(sent.reply.pk)
    ((to, letter),) = box.letters
    assert (to, letter["To"], letter["Reply-To"]) == (
        "katrin@brandt.example",
        "katrin@brandt.example",
        "mara@tarn.example",
    )
    assert letter["Subject"] == "Re: Rückerstattung Bcc: all@x.example"
    assert letter["Bcc"] is None
    assert letter.get_content().replace("\r\n", "\n").rstrip("\n") == text
    assert Reply.objects.get().by_mail


def test_what_the_server_does_not_take_has_not_gone(box: LetterBox, heard: Heard, world: World) -> None:
    sent = commands.send_reply(actor=world.mara, feedback=heard.piece, text="We know.")
    box.full = True
    with pytest.raises(SMTPRecipientsRefused):
        commands.deliver_reply(sent.reply.pk)
    assert not Reply.objects.get().by_mail
    box.full = False
    commands.deliver_reply(sent.reply.pk)
    assert Reply.objects.get().by_mail
    assert len(box.letters) == 1
