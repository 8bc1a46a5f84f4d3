"""Drafts, sending and what goes out by mail."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import override_settings
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from northing.insight import commands
from northing.insight.models import FeedbackState, Reply, ReplyTemplate
from northing.insight.queries.promise_timer import promise_timer
from northing.kernel.errors import Refused
from tests.conftest import NOW, Clients, World
from tests.insight.inbox.conftest import HTMX, Heard, panes

pytestmark = pytest.mark.django_db
BY_MAIL = override_settings(MAIL_IS_CONFIGURED=True)


def draft(clients: Clients, heard: Heard, text: str, as_: str = "mara") -> str:
    address = reverse("insight:draft", args=[heard.piece.pk])
    return clients[as_].post(address, {"text": text}, headers=HTMX).content.decode()


@pytest.mark.parametrize(
    ("hours", "tone", "share", "said"),
    [
        (96, "", 20, "4 days left"),
        (26, "soon", 78, "1 day left"),
        (2.4, "soon", 98, "2 hours left"),
        (0, "over", 100, "1 hour over"),
        (-75, "over", 100, "3 days over"),
    ],
)
def test_a_promise_says_how_much_of_its_time_is_left(hours: float, tone: str, share: int, said: str) -> None:
    timer = promise_timer(NOW - timedelta(hours=120 - hours), NOW + timedelta(hours=hours), NOW)
    assert (timer.tone, timer.share, timer.long) == (tone, share, said)


def test_a_draft_is_kept_while_it_is_written_and_gone_when_emptied(clients: Clients, heard: Heard) -> None:
    assert "Draft kept 09:00" in draft(clients, heard, "Hi Kat")
    draft(clients, heard, "Hi Katrin,\n")
    assert Reply.objects.get().text == "Hi Katrin,\n"
    shown = clients["mara"].get(f"/insight/inbox/?piece={heard.piece.pk}").content.decode()
    assert "Hi Katrin," in shown
    draft(clients, heard, " ")
    assert not Reply.objects.exists()


def test_a_colleagues_draft_is_shown_as_theirs_and_ones_own_is_another(clients: Clients, heard: Heard) -> None:
    draft(clients, heard, "You are right to press us", as_="tim")
    shown = clients["mara"].get(f"/insight/inbox/?piece={heard.piece.pk}").content.decode()
    assert "You are right to press us" in shown
    assert "Draft by Tim Abbot, 1 Jun" in shown
    draft(clients, heard, "Mine")
    assert Reply.objects.count() == 2


def test_without_a_mail_server_it_is_copied_and_answered(clients: Clients, heard: Heard) -> None:
    draft(clients, heard, "Hi")
    address = reverse("insight:reply", args=[heard.piece.pk])
    answer = clients["mara"].post(address, {"text": "Hi Katrin"}, headers=HTMX).content.decode()
    assert "Copied and marked answered" in answer
    reply = Reply.objects.get()
    assert (reply.text, reply.by_mail) == ("Hi Katrin", False)
    assert reply.sent_at is not None
    heard.piece.refresh_from_db()
    assert heard.piece.state == FeedbackState.ANSWERED
    assert mail.outbox == []


def test_nothing_is_sent_without_words(clients: Clients, heard: Heard) -> None:
    address = reverse("insight:reply", args=[heard.piece.pk])
    response = clients["mara"].post(address, {"text": "  "}, headers=HTMX)
    assert response.status_code == 422
    assert "Write the reply first" in response.content.decode()


def test_mail_goes_out_later_and_once(
    heard: Heard, world: World, django_capture_on_commit_callbacks: object
) -> None:
    with BY_MAIL, django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        sent = commands.send_reply(actor=world.mara, feedback=heard.piece, text="We know.")
    assert sent.to == "katrin@brandt.example"
    assert mail.outbox == []
    job = ProcrastinateJob.objects.get(task_name="northing.insight.tasks.deliver_reply")
    assert job.scheduled_at is not None
    with BY_MAIL:
        commands.deliver_reply(job.args["reply_id"])
        commands.deliver_reply(job.args["reply_id"])
    (letter,) = mail.outbox
    assert (letter.subject, letter.to) == ("Re: Partial refunds", ["katrin@brandt.example"])
    assert letter.reply_to == ["mara@tarn.example"]
    assert Reply.objects.get().by_mail


def test_what_was_taken_back_in_time_does_not_go_and_what_has_gone_stays(
    clients: Clients, heard: Heard, world: World
) -> None:
    def undo(said: str) -> int:
        address = said.split('hx-post="')[-1].split('"')[0].replace("&amp;", "&")
        return clients["mara"].post(address, headers=HTMX).status_code

    address = reverse("insight:reply", args=[heard.piece.pk])
    with BY_MAIL:
        first = clients["mara"].post(address, {"text": "Too soon"}, headers=HTMX).content.decode()
        reply = Reply.objects.get().pk
        assert undo(first) == 200
        commands.deliver_reply(reply)
        assert mail.outbox == []
        second = clients["mara"].post(address, {"text": "Now"}, headers=HTMX).content.decode()
        commands.deliver_reply(Reply.objects.get().pk)
        assert len(mail.outbox) == 1
        assert undo(second) == 422
    heard.piece.refresh_from_db()
    assert heard.piece.state == FeedbackState.ANSWERED


def test_a_reply_is_not_endless(heard: Heard, world: World) -> None:
    with pytest.raises(Refused, match="at most 20,000 characters"):
        commands.save_draft(actor=world.mara, feedback=heard.piece, text="x" * 20_001)


def test_templates_carry_the_names_of_this_piece(clients: Clients, heard: Heard, world: World) -> None:
    ReplyTemplate.objects.create(
        name="Planned", text="Hi {contact}, {opportunity} matters to {customer}. {other} {me}"
    )
    shown = panes(clients, heard.piece.pk)
    said = "Hi Katrin, Refund part of an invoice matters to Brandt Logistik. {other} Mara Lind"
    assert f'data-text="{said}"' in shown
