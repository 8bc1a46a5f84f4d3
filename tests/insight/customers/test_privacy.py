"""A person's data is handed out whole, and erased without a trace."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import override_settings
from pytest_django import DjangoCaptureOnCommitCallbacks

from northing.insight import commands
from northing.insight.commands.privacy import forget_copies
from northing.insight.models import (
    Asking,
    Attachment,
    Comment,
    Contact,
    Customer,
    EntryTicket,
    Erasure,
    Feedback,
    Following,
    Highlight,
    Opportunity,
    Reply,
    Visitor,
    Vote,
)
from northing.insight.queries.person_data import archive
from northing.insight.queries.still_standing import tables_with
from northing.kernel.errors import NotAllowed, Refused
from northing.organisation import commands as organisation
from northing.organisation.commands.saved_views import change_view
from northing.organisation.history import watched
from northing.organisation.models import AnsweredRequest, ApiToken, Notice, SavedView
from tests.conftest import NOW, Clients, World

pytestmark = pytest.mark.django_db
ADDRESS = "katrin.vogel@brandt.example"
WORDS = ("flamingo", "zanzibar", "oboe", "marmalade", "velvet", "tarantella", "gondola", "bassoon", "ärmel")
AGAIN = "The flamingo again, with an Ärmel"
BASIS = "Art. 6(1)(f): we count what was asked for"


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def katrin(world: World) -> Contact:
    """Somebody who spoke in every way there is, and whose words have copies everywhere."""
    brandt = commands.create_customer(actor=world.mara, name="Brandt Logistik")
    person = commands.add_contact(
        actor=world.mara, customer=brandt, name="Katrin Vogel", email=ADDRESS, reason=f"{ADDRESS} wrote to us"
    )
    said = commands.add_feedback(
        actor=world.tim,
        text="We need the flamingo",
        title="A zanzibar",
        contact=person,
        system="mail",
        key=ADDRESS,
    )
    commands.change_feedback(
        actor=world.tim, feedback=said, text="We need the flamingo and an oboe", assignee=world.mara
    )
    problem = commands.create_opportunity(actor=world.mara, name="Birds on invoices")
    for span in ((12, 20), (0, 2)):
        commands.highlight(actor=world.tim, feedback=said, opportunity=problem, span=span)
    copy = commands.add_feedback(actor=world.tim, text=AGAIN, contact=person)
    commands.merge(actor=world.tim, kept=said, gone=copy)
    commands.ask_to_interview(actor=world.tim, contact=person, text="Bring your bassoon")
    Reply.objects.create(feedback=said, text="Dear Katrin, marmalade", written_by=world.tim, written_at=NOW)
    Attachment.objects.create(
        feedback=said,
        name="velvet.txt",
        file=ContentFile(b"velvet", name="velvet.txt"),
        size=6,
        content_type="text/plain",
    )
    _in_the_portal(person, problem)
    _in_copies(world)
    return person


def _in_the_portal(person: Contact, problem: Opportunity) -> None:
    visitor = Visitor.objects.create(email=ADDRESS, name="Katrin V. of gondola", contact=person, joined_at=NOW)
    Vote.objects.create(opportunity=problem, visitor=visitor, made_at=NOW)
    Comment.objects.create(opportunity=problem, visitor=visitor, text="A tarantella, please", made_at=NOW)
    Following.objects.create(visitor=visitor, topic=f"opportunity:{problem.pk}", since=NOW)
    EntryTicket.objects.create(email=ADDRESS, code_hash="c", link_hash="l", browser_hash="b", expires_at=NOW)


def _in_copies(world: World) -> None:
    token = ApiToken.objects.create(name="Sync", member=world.hana, token_hash="h", made_at=NOW, scopes=[])
    AnsweredRequest.objects.create(
        token=token, key="k", asked_hash="h", status=201, body=json.dumps({"text": AGAIN}), answered_at=NOW
    )
    asks = {"page": "insight.inbox", "owner": world.tim}
    SavedView.objects.create(**asks, name="Hers", query=urlencode({"q": ADDRESS}))
    once = SavedView.objects.create(**asks, name="Katrin Vogel", query="")
    change_view(actor=world.tim, view=once, name="Nobody", shared=False)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, priority, args, status, attempts)"
            " VALUES ('default', 'mail', 0, %s, 'todo', 0)",
            [json.dumps({"to": ADDRESS})],
        )


def standing(*words: str) -> dict[str, list[str]]:
    """The tables in which any of the words stands."""
    return {word: tables for word in words if (tables := tables_with(word))}


def test_no_table_holds_a_word_or_the_address_afterwards(
    world: World, katrin: Contact, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    for word in (*WORDS, ADDRESS, "katrin"):
        assert tables_with(word), f"{word} was nowhere to begin with"
    file = Path(Attachment.objects.get().file.path)
    assert file.exists()
    assert "A zanzibar" in Notice.objects.get().text
    assert tables_with(ADDRESS).count("organisation_savedview") == 1, "as a list's address keeps it"
    with watched() as change, django_capture_on_commit_callbacks(execute=True):
        done = commands.erase_person(actor=world.hana, person=katrin, basis=BASIS)
    assert not file.exists()
    assert not Feedback.objects.filter(text__contains="flamingo").exists(), "what is shown goes at once"
    forget_copies()
    done.refresh_from_db()
    assert standing(*WORDS, ADDRESS, "katrin", "vogel") == {}
    assert (done.still_in, done.basis) == ([], BASIS)
    assert change.id is not None
    organisation.undo(actor=world.hana, context=change.id)
    assert tables_with("flamingo") == []
    assert [view.name for view in SavedView.objects.all()] == ["Nobody"]


def test_the_anonymous_count_stays(world: World, katrin: Contact) -> None:
    commands.erase_person(actor=world.hana, person=katrin, basis=BASIS)
    assert Feedback.objects.count() == 2
    assert Highlight.objects.get().quote == ""
    assert Vote.objects.get().visitor is None
    asking = Asking.objects.get()
    assert (asking.customer.name, asking.pieces) == ("Brandt Logistik", 1)
    assert (Erasure.objects.get().pieces, Erasure.objects.get().votes) == (2, 1)


def test_who_erased_on_which_basis_is_recorded(world: World, katrin: Contact) -> None:
    with watched() as change:
        commands.erase_person(actor=world.hana, person=katrin, basis=BASIS)
    assert change.id is not None
    assert Feedback.objects.filter(text__contains="Erased").count() == 2
    assert "pghistory_context" in tables_with(BASIS)


def test_what_others_wrote_about_them_is_found_and_said(world: World, katrin: Contact) -> None:
    ost = commands.create_customer(actor=world.mara, name="Ost", note=f"Ask {ADDRESS} first")
    organisation.invite(actor=world.hana, people=[(ADDRESS, "viewer")])
    done = commands.erase_person(actor=world.hana, person=katrin, basis=BASIS)
    forget_copies()
    done.refresh_from_db()
    assert {"insight_customer", "organisation_invitation"} <= set(done.still_in)
    ost.refresh_from_db()
    assert ADDRESS in ost.note


def test_a_legal_basis_and_somebody_who_runs_the_place_are_needed(world: World, katrin: Contact) -> None:
    with pytest.raises(Refused, match="legal basis"):
        commands.erase_person(actor=world.hana, person=katrin, basis=" ")
    with pytest.raises(NotAllowed):
        commands.erase_person(actor=world.mara, person=katrin, basis=BASIS)
    with pytest.raises(NotAllowed):
        archive(world.mara, katrin)
    with pytest.raises(Refused, match="is a company"):
        commands.erase_person(actor=world.hana, person=Customer.objects.get(), basis=BASIS)


def test_a_customer_who_is_a_person_goes_with_all_their_people(world: World) -> None:
    ada = commands.create_customer(actor=world.mara, name="Ada Flamingo", kind="person", note="Plays the oboe")
    twin = commands.create_customer(actor=world.mara, name="A. Flamingo", kind="person", plan="Velvet")
    commands.name_in(actor=world.mara, customer=twin, system="crm", key="zanzibar-1")
    commands.add_contact(actor=world.mara, customer=ada, name="Ada", email="ada@marmalade.example")
    commands.add_feedback(actor=world.tim, text="A gondola", customer=ada)
    commands.merge(actor=world.mara, kept=ada, gone=twin)
    commands.erase_person(actor=world.hana, person=ada, basis=BASIS)
    forget_copies()
    assert standing(*WORDS) == {}
    assert Feedback.objects.get().customer_id == ada.pk


def test_everything_is_handed_out_with_the_files(world: World, katrin: Contact, clients: Clients) -> None:
    answer = clients["hana"].get(f"/insight/people/{katrin.pk}/data.zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as found:
        said = json.loads(found.read("data.json"))
        assert found.read(next(name for name in found.namelist() if name.endswith("velvet.txt"))) == b"velvet"
    assert said["contacts"][0]["email"] == ADDRESS
    assert {row["text"] for row in said["said"]} == {"We need the flamingo and an oboe", AGAIN}
    assert said["comments"][0]["text"] == "A tarantella, please"
    assert said["votes"][0]["opportunity"] == "Birds on invoices"
    assert "marmalade" not in json.dumps(said)  # an answer that was never sent is not theirs


def test_erasing_from_the_page_asks_for_the_basis(world: World, katrin: Contact, clients: Clients) -> None:
    address = f"/insight/people/{katrin.pk}/erase/"
    assert "the words of 2 pieces" in clients["hana"].get(address).content.decode()
    assert clients["hana"].post(address, {"basis": ""}).status_code == 422
    assert clients["mara"].get(address).status_code == 403
    assert "Nobody was erased" in clients["hana"].get("/insight/erased/").content.decode()
    assert clients["hana"].post(address, {"basis": BASIS})["Location"] == "/insight/erased/"
    assert not Contact.objects.exists()
    page = clients["hana"].get("/insight/erased/").content.decode()
    assert "Waiting for its turn" in page
    assert ADDRESS not in page
    forget_copies()
    assert "No copy left" in clients["hana"].get("/insight/erased/").content.decode()


def test_a_changed_key_file_is_said_and_holds_up_nobody_else(
    world: World, katrin: Contact, clients: Clients
) -> None:
    ost = commands.create_customer(actor=world.mara, name="Ost")
    uwe = commands.add_contact(actor=world.mara, customer=ost, name="Uwe Petersen", email="uwe@ost.example")
    first = commands.erase_person(actor=world.hana, person=uwe, basis=BASIS)
    with override_settings(SECRET_KEY="another"):
        second = commands.erase_person(actor=world.hana, person=katrin, basis=BASIS)
    forget_copies()
    for done in (first, second):
        done.refresh_from_db()
    assert (first.ended_at is None, second.ended_at is None) == (False, True)
    assert "Bring the earlier one back" in clients["hana"].get("/insight/erased/").content.decode()
