"""Programs send feedback to an address with a secret in it."""

import hashlib
import hmac
import json
from typing import Any

import pytest

from northing.insight import commands
from northing.insight.models import Contact, Feedback, InboundAddress
from tests.conftest import Clients, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(world: World) -> str:
    return f"/in/{commands.make_address(actor=world.hana, name='Website')[1]}/"


def sent(client: Any, address: str, said: Any, **headers: str) -> Any:
    body = said if isinstance(said, bytes) else json.dumps(said)
    return client.post(address, body, content_type="application/json", headers=headers)


@pytest.mark.parametrize(
    "said",
    [
        {"text": "Too slow", "title": "Reports", "email": "katrin@brandt.example", "name": "Katrin",
         "id": "7", "rating": 2},
        {"data": [{"message": "Too slow", "subject": "Reports", "id": 7, "stars": "2",
                   "author": {"id": 9, "name": "Katrin", "email": "katrin@brandt.example"}}]},
        {"TextBody": "Too slow", "Subject": "Reports", "MessageID": "7", "FromName": "Katrin", "rating": 2,
         "From": "Katrin <katrin@brandt.example>"},
        {"event": "created", "payload": {"id": "7", "comment": "Too slow", "title": "Reports", "score": 2,
                                         "user": {"name": "Katrin", "email": "Katrin@Brandt.example"}}},
    ],
)  # fmt: skip
def test_the_usual_shapes_become_the_same_piece(client: Any, address: str, said: Any) -> None:
    answer = sent(client, address, said)
    piece = Feedback.objects.get()
    assert (answer.status_code, answer.json()) == (201, {"ids": [piece.pk]})
    assert (piece.text, piece.title, piece.stars, piece.key) == ("Too slow", "Reports", 2, "7")
    assert (Contact.objects.get().email, Contact.objects.get().name) == ("katrin@brandt.example", "Katrin")


def test_the_same_again_adds_nothing_and_the_same_id_updates(client: Any, address: str) -> None:
    first = sent(client, address, {"text": "Too slow"}).json()
    assert sent(client, address, {"text": "Too slow"}).json() == first
    named = sent(client, address, {"text": "Dear", "id": "a"}).json()
    assert sent(client, address, {"text": "Far too dear", "id": "a"}).json() == named
    assert (
        sent(client, address, [{"text": "One"}, {"text": "Two"}], **{"Idempotency-Key": "k"}).status_code == 201
    )
    assert (
        sent(client, address, [{"text": "One"}, {"text": "Two!"}], **{"Idempotency-Key": "k"}).status_code
        == 201
    )
    assert set(Feedback.objects.values_list("text", flat=True)) == {"Too slow", "Far too dear", "One", "Two!"}


@pytest.mark.parametrize(
    ("said", "place"),
    [(b"{", None), ([], None), ({"title": "x"}, "0.text"), ([{"text": "a"}, {"text": " "}], "1.text")],
)
def test_what_cannot_be_read_is_refused_with_its_place(
    client: Any, address: str, said: Any, place: str | None
) -> None:
    answer = sent(client, address, said)
    assert (answer.status_code, answer.headers["Content-Type"]) == (422, "application/problem+json")
    assert place is None or answer.json()["errors"][0]["field"] == place
    assert not Feedback.objects.exists()


def test_an_address_that_asks_for_signatures_takes_nothing_else(world: World, client: Any) -> None:
    _, secret = commands.make_address(actor=world.hana, name="CRM", signing_secret="tarantella")
    body = b'{"text": "Too slow"}'
    mark = hmac.new(b"tarantella", body, hashlib.sha256).hexdigest()
    assert sent(client, f"/in/{secret}/", body).status_code == 403
    assert sent(client, f"/in/{secret}/", body, **{"X-Signature": "sha256=" + "0" * 64}).status_code == 403
    assert sent(client, f"/in/{secret}/", body, **{"X-Hub-Signature-256": f"sha256={mark}"}).status_code == 201
    assert "tarantella" not in InboundAddress.objects.get().signing_secret


def test_a_whole_mail_may_be_sent(client: Any, address: str) -> None:
    raw = b"From: katrin@brandt.example\r\nMessage-ID: <1@b>\r\nSubject: Reports\r\n\r\nToo slow"
    for ids in (1, 0):
        assert len(client.post(address, raw, content_type="message/rfc822").json()["ids"]) == ids
    assert Feedback.objects.get().source == "email"


def test_strangers_and_revoked_addresses_get_nothing(world: World, clients: Clients, client: Any) -> None:
    shown = clients["hana"].post("/insight/ways/", {"name": "Website"}).content.decode()
    secret = shown.partition("/in/")[2].partition("/")[0]
    address = InboundAddress.objects.get()
    assert secret not in clients["hana"].get("/insight/ways/").content.decode()
    assert sent(client, "/in/nobody/", {"text": "x"}).status_code == 404
    assert client.post(f"/in/{secret}/", "text=x", content_type="text/plain").status_code == 415
    assert sent(client, f"/in/{secret}/", {"text": "x"}).status_code == 201
    clients["hana"].post(f"/insight/ways/{address.pk}/revoke/")
    assert sent(client, f"/in/{secret}/", {"text": "y"}).status_code == 404
    assert clients["mara"].get("/insight/ways/").status_code == 403
