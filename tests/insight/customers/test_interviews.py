"""Asking a customer's person to an interview leaves a trace, and goes out by mail where there is a server."""

from urllib.parse import unquote

import pytest
from django.core import mail
from django.test import override_settings
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoCaptureOnCommitCallbacks

from northing.insight import commands
from northing.insight.models import Contact, Interview
from northing.kernel.errors import NotAllowed, Refused
from tests.conftest import Clients, World

pytestmark = pytest.mark.django_db
BY_MAIL = override_settings(MAIL_IS_CONFIGURED=True)
HTMX = {"HX-Request": "true"}


@pytest.fixture
def katrin(world: World) -> Contact:
    brandt = commands.create_customer(actor=world.mara, name="Brandt Logistik")
    address = "k+v@brandt.example"
    return commands.add_contact(actor=world.mara, customer=brandt, name="Katrin Vogel", email=address)


def test_whoever_looks_later_sees_who_asked_whom_and_when(clients: Clients, katrin: Contact) -> None:
    ask = reverse("insight:ask_to_interview", args=[katrin.customer_id])
    dialog = clients["tim"].get(ask, headers=HTMX).content.decode()
    assert "Katrin Vogel, k+v@brandt.example" in dialog
    asked = clients["tim"].post(ask, {"contact": katrin.pk, "text": "Shall we talk?"})
    for address in (asked.headers["Location"], reverse("insight:customer_panel", args=[katrin.customer_id])):
        page = unquote(clients["mara"].get(address).content.decode())
        assert "Invited to an interview 1 June by Tim Abbot" in page
        assert "mailto:k+v@brandt.example?subject=Half an hour about your work?" in page
        assert "Shall we talk?" in page


def test_mail_goes_out_later_and_once(
    katrin: Contact, world: World, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with BY_MAIL, django_capture_on_commit_callbacks(execute=True):
        commands.ask_to_interview(actor=world.tim, contact=katrin, text="Shall we talk?")
    assert mail.outbox == []
    job = ProcrastinateJob.objects.get(task_name="northing.insight.tasks.deliver_interview")
    with BY_MAIL:
        commands.deliver_interview(job.args["interview_id"])
        commands.deliver_interview(job.args["interview_id"])
    (letter,) = mail.outbox
    assert (letter.to, letter.body) == (["k+v@brandt.example"], "Shall we talk?")
    assert letter.reply_to == ["tim@tarn.example"]
    assert Interview.objects.get().by_mail


def test_what_was_taken_back_is_not_mailed(katrin: Contact, world: World) -> None:
    asked = commands.ask_to_interview(actor=world.tim, contact=katrin, text="Shall we talk?")
    pk = asked.pk
    asked.delete()
    with BY_MAIL:
        commands.deliver_interview(pk)
    assert mail.outbox == []


def test_nobody_is_asked_without_words_or_an_address_or_by_a_viewer(katrin: Contact, world: World) -> None:
    henrik = commands.add_contact(actor=world.mara, customer=katrin.customer, name="Henrik")
    with pytest.raises(Refused, match="no address of Henrik"):
        commands.ask_to_interview(actor=world.tim, contact=henrik, text="Shall we talk?")
    with pytest.raises(Refused, match="Write what you ask"):
        commands.ask_to_interview(actor=world.tim, contact=katrin, text=" ")
    with pytest.raises(NotAllowed):
        commands.ask_to_interview(actor=world.vera, contact=katrin, text="Shall we talk?")
