"""Files of feedback: which are kept, who reads them, that nothing runs them, and that they go for good."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from northing.insight import commands
from northing.insight.models import Attachment, Feedback
from northing.insight.models.attachment import tidy_name
from northing.kernel import clock
from northing.kernel.errors import NotAllowed, Refused
from northing.organisation import commands as organisation
from northing.organisation.history import watched
from northing.organisation.models import ApiToken, Scope
from northing.portfolio.models import Product
from tests.conftest import Clients, World

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def piece(world: World) -> Feedback:
    return commands.add_feedback(actor=world.tim, text="See the picture")


def kept(world: World, piece: Feedback, name: str = "screen.png", body: bytes = PNG) -> Attachment:
    return commands.attach(actor=world.tim, feedback=piece, name=name, content=BytesIO(body))


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("setup.exe", b"MZ", "kind that is not kept"),
        ("page.html", b"<script>", "kind that is not kept"),
        ("drawing.svg", b"<svg/>", "kind that is not kept"),
        ("noending", b"text", "kind that is not kept"),
        ("screen.png", b"<script>alert(1)</script>", "not what its name says"),
        ("notes.txt", b"a\0b", "not what its name says"),
        ("empty.txt", b"", "is empty"),
        ("much.txt", b"a" * (25 * 2**20 + 1), "A file may have 25 MB"),
    ],
)
def test_what_could_run_or_is_too_much_is_refused_by_name(
    world: World, piece: Feedback, name: str, body: bytes, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        kept(world, piece, name, body)
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("name", "tidy"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\a\\b.csv", "b.csv"),
        ("a\u202egpj.exe\n", "agpj.exe"),
        ("..", "file"),
    ],
)
def test_a_name_leads_nowhere(name: str, tidy: str) -> None:
    assert tidy_name(name) == tidy


def test_the_same_file_comes_once_and_twenty_are_enough(world: World, piece: Feedback) -> None:
    assert kept(world, piece) == kept(world, piece)
    for number in range(19):
        kept(world, piece, f"{number}.txt", b"text")
    with pytest.raises(Refused, match="at most 20 files"):
        kept(world, piece, "more.txt", b"more")


def test_a_picture_may_be_shown_and_anything_else_is_saved(
    world: World, clients: Clients, piece: Feedback
) -> None:
    shown = clients["vera"].get(f"/insight/files/{kept(world, piece).pk}/")
    saved = clients["vera"].get(f"/insight/files/{kept(world, piece, 'a b.xml', b'<a/>').pk}/")
    assert shown.headers["Content-Disposition"] == 'inline; filename="screen.png"'
    assert saved.headers["Content-Disposition"] == 'attachment; filename="a_b.xml"'
    assert saved.content == b"<a/>"
    for answer in (shown, saved):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert "no-store" in answer.headers["Cache-Control"]


def test_whoever_may_not_read_the_piece_does_not_get_its_files(world: World, clients: Clients) -> None:
    vault = Product.objects.create(name="Safe deposit", owner=world.oscar, restricted=True)
    hidden = commands.add_feedback(actor=world.hana, text="Unheard of", product=vault)
    file = commands.attach(actor=world.hana, feedback=hidden, name="a.txt", content=BytesIO(b"A"))
    assert clients["tim"].get(f"/insight/files/{file.pk}/").status_code == 404
    with pytest.raises(NotAllowed):
        commands.attach(actor=world.vera, feedback=hidden, name="a.txt", content=BytesIO(b"A"))


def test_files_are_added_with_the_piece_and_stand_on_its_pages(world: World, clients: Clients) -> None:
    said = {
        "text": "It looks like this",
        "customer_name": "Brandt",
        "file": SimpleUploadedFile("screen.png", PNG),
    }
    assert clients["mara"].post("/insight/add/", said).status_code == 302
    file = Attachment.objects.get()
    address = f"/insight/files/{file.pk}/"
    assert address in clients["tim"].get(f"/insight/inbox/?piece={file.feedback_id}").content.decode()
    customer = file.feedback.customer_id
    assert address in clients["tim"].get(f"/insight/customers/{customer}/").content.decode()


def test_a_file_that_is_refused_leaves_the_piece_out_too(clients: Clients) -> None:
    said = {"text": "Run this", "file": SimpleUploadedFile("setup.exe", b"MZ")}
    answer = clients["mara"].post("/insight/add/", said)
    assert answer.status_code == 422
    assert "kind that is not kept" in answer.content.decode()
    assert not Feedback.objects.exists()


def test_removing_is_undone_and_the_file_goes_when_undo_no_longer_can(
    world: World, clients: Clients, piece: Feedback, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = kept(world, piece)
    path = Path(file.file.path)
    with watched() as change:
        commands.remove_attachment(actor=world.tim, attachment=file)
    assert commands.forget_loose_files() == 0
    assert change.id is not None
    organisation.undo(actor=world.tim, context=change.id)
    with Attachment.objects.get().file.open() as back:
        assert back.read() == PNG
    commands.remove_attachment(actor=world.tim, attachment=Attachment.objects.get())
    later = clock.now() + timedelta(days=3650)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert commands.forget_loose_files() == 1
    assert not path.exists()


def test_programs_add_list_fetch_and_remove_files(world: World, piece: Feedback, client: Any) -> None:
    _, secret = organisation.make_api_token(actor=world.tim, name="Sync", scopes=[Scope.READ, Scope.WRITE])
    assert ApiToken.objects.exists()
    ask = {"Authorization": f"Bearer {secret}"}
    address = f"/api/v1/feedback/{piece.pk}/attachments"
    made = client.post(address, {"file": SimpleUploadedFile("log.txt", b"Said")}, headers=ask)
    assert (made.status_code, made.json()["size"]) == (201, 4)
    assert client.get(address, headers=ask).json() == [made.json()]
    more = client.post(address, {"file": SimpleUploadedFile("more.txt", b"More")}, headers=ask)
    assert client.get(address, headers=ask).json() == [made.json(), more.json()]
    one = f"/api/v1/attachments/{made.json()['id']}"
    assert client.get(one, headers=ask).content == b"Said"
    refused = client.post(address, {"file": SimpleUploadedFile("a.exe", b"MZ")}, headers=ask)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "file")
    assert client.delete(one, headers=ask).status_code == 204
    assert client.get(one, headers=ask).status_code == 404


def test_erasing_a_person_takes_removed_files_along(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    person = commands.add_contact(
        actor=world.mara,
        customer=commands.create_customer(actor=world.mara, name="Brandt"),
        name="Katrin Vogel",
    )
    said = commands.add_feedback(actor=world.tim, text="See", contact=person)
    paths = [Path(kept(world, said, f"{name}.txt", name.encode()).file.path) for name in ("one", "two")]
    commands.remove_attachment(actor=world.tim, attachment=Attachment.objects.get(name="one.txt"))
    with django_capture_on_commit_callbacks(execute=True):
        commands.erase_person(actor=world.hana, person=person, basis="Art. 6(1)(f)")
    assert [path for path in paths if path.exists()] == []
