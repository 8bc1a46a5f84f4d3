"""A link: made once, opened by whoever has it, gone when it is revoked or over."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client

from northing.kernel import clock
from northing.organisation import commands as organisation
from northing.organisation.models import ShareLink
from tests.conftest import NOW, Clients, World
from tests.planning.roadmap.conftest import Plan


@pytest.fixture
def address(clients: Clients, plan: Plan) -> str:
    plan("Pay by bank", items=3)
    return made(clients["mara"], name="Board", audience="executives")


def made(client: Client, **data: str) -> str:
    answer = client.post("/plan/roadmap/share/", data)
    assert answer.status_code == 200
    address: str = urlsplit(answer.context["link"]).path
    return address


def test_a_link_opens_without_signing_in_and_is_private(address: str, clients: Clients) -> None:
    answer = clients["nobody"].get(address)
    assert b"Pay by bank" in answer.content
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]
    assert "no-store" in answer["Cache-Control"]


def test_only_a_hash_is_kept(address: str) -> None:
    token = address.strip("/").split("/")[-1]
    assert len(token) >= 22  # 128 bits in base64
    link = ShareLink.objects.get()
    assert token not in {link.token_hash, link.query, link.password}


def test_a_revoked_link_is_gone_at_the_very_next_request(address: str, clients: Clients, world: World) -> None:
    assert clients["nobody"].get(address).status_code == 200
    organisation.revoke_share_link(actor=world.mara, link=ShareLink.objects.get())
    revoked = clients["nobody"].get(address)
    unknown = clients["nobody"].get("/shared/never-was-a-token/")
    assert revoked.status_code == unknown.status_code == 404
    assert clients["nobody"].get(f"{address}roadmap.pdf").status_code == 404


def test_a_link_ends_with_its_day(clients: Clients, plan: Plan) -> None:
    plan("Pay by bank", items=3)
    last = NOW.date() + timedelta(days=2)
    address = made(clients["mara"], name="Board", audience="sales", expires_on=last.isoformat())
    with clock.frozen(NOW + timedelta(days=2)):
        assert clients["nobody"].get(address).status_code == 200
    with clock.frozen(NOW + timedelta(days=3)):
        assert clients["nobody"].get(address).status_code == 404


def test_a_password_stands_before_everything(clients: Clients, plan: Plan) -> None:
    plan("Pay by bank", items=3)
    address = made(clients["mara"], name="Board", audience="executives", password="open sesame")
    visitor = clients["nobody"]
    assert b"Pay by bank" not in visitor.get(address).content
    assert b"%PDF" not in visitor.get(f"{address}roadmap.pdf").content
    wrong = visitor.post(address, {"password": "wrong"})
    assert wrong.status_code == 422
    assert wrong["Referrer-Policy"] == "same-origin"  # else a browser would not say whence the form came
    visitor.post(address, {"password": "open sesame"})
    assert b"Pay by bank" in visitor.get(address).content


def test_guessing_passwords_is_slowed_down(clients: Clients, plan: Plan) -> None:
    plan("Pay by bank", items=3)
    address = made(clients["mara"], name="Board", audience="executives", password="open sesame")
    statuses = [clients["nobody"].post(address, {"password": f"guess {n}"}).status_code for n in range(7)]
    assert statuses == [422] * 5 + [429] * 2
    assert clients["nobody"].post(address, {"password": "open sesame"}).status_code == 429


def test_the_link_follows_whoever_made_it(address: str, clients: Clients, world: World) -> None:
    organisation.deactivate(actor=world.olive, member=world.mara)
    assert clients["nobody"].get(address).status_code == 404


def test_team_members_share_nothing(clients: Clients, plan: Plan) -> None:
    assert clients["tim"].get("/plan/roadmap/share/").status_code == 403
    assert ShareLink.objects.count() == 0
