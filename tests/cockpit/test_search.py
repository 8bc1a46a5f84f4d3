"""Search finds what was said, the problems and the customers: for each person what she may see, and no more."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from northing.insight import commands
from northing.insight.queries import saying
from northing.insight.queries.search import pieces_saying
from northing.organisation.models import Member
from northing.strategy import commands as strategy
from tests.conftest import Clients, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(world: World) -> None:
    world.billing.restricted = True
    world.billing.save()
    commands.create_customer(actor=world.mara, name="Refundia")
    commands.add_feedback(actor=world.mara, text="Our refunds are secret", product=world.billing)
    commands.create_opportunity(actor=world.mara, name="Refunds in secret", product=world.billing)
    commands.add_feedback(actor=world.tim, text="We wait <b>weeks</b> for refunds")
    commands.create_opportunity(actor=world.tim, name="Refund sooner")


@pytest.mark.parametrize("address", ["/search/", "/search/all/"])
def test_everybody_finds_what_she_may_see(clients: Clients, said: None, address: str) -> None:
    seen = {name: clients[name].get(address, {"q": "refund"}).content.decode() for name in ("mara", "oscar")}
    for found in seen.values():
        assert "sooner" in found
        assert "for <mark>refund</mark>s" in found
        assert "<mark>Refund</mark>ia" in found
        assert "<b>weeks</b>" not in found
    assert seen["mara"].count("secret") == 2
    assert "secret" not in seen["oscar"]


def test_objectives_are_found_by_name(clients: Clients, world: World) -> None:
    cycle = strategy.begin_cycle(
        actor=world.hana, name="2026", starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31)
    )
    strategy.add_objective(actor=world.hana, cycle=cycle, name="Get customers paid faster")
    page = clients["tim"].get("/search/", {"q": "paid faster"}).content.decode()
    assert "Objective O1" in page


def test_people_lead_to_themselves_whatever_they_are_called(clients: Clients, world: World) -> None:
    Member.objects.filter(pk=world.oscar.pk).update(name="Dolce & Gabbana")
    page = clients["tim"].get("/search/", {"q": "@gabbana"}).content.decode()
    assert "?q=Dolce+%26+Gabbana" in page


@pytest.mark.parametrize("query", ["'", "a", "\\", "re:*", "& | !", "<b>", "日本", "x" * 300])
def test_whatever_is_typed_is_answered(clients: Clients, said: None, query: str) -> None:
    assert clients["vera"].get("/search/", {"q": query}).status_code == 200
    assert clients["vera"].get("/search/all/", {"q": query}).status_code == 200


@pytest.mark.parametrize("looked_through", [1, 3, 100])
def test_however_rare_a_word_is_the_latest_that_may_be_seen_come_first(
    clients: Clients, said: None, world: World, monkeypatch: pytest.MonkeyPatch, looked_through: int
) -> None:
    monkeypatch.setattr(saying, "LOOKED_THROUGH", looked_through)
    for text in ("refund first", "refund second", "nothing", "refund third", "nothing more"):
        commands.add_feedback(actor=world.tim, text=text)
    told = [piece.text for piece in pieces_saying(world.oscar, ["refund"], 3)]
    assert told == ["refund third", "refund second", "refund first"]
    assert pieces_saying(world.oscar, ["secret"], 3).count() == 0
    assert pieces_saying(world.mara, ["secret"], 3).count() == 1
    page = clients["oscar"].get("/insight/inbox/more/", {"q": "refund", "tab": "all"}).content.decode()
    assert page.index("refund third") < page.index("refund second") < page.index("refund first")
    assert "secret" not in page
    assert "nothing" not in page


def test_more_rows_are_no_more_queries(clients: Clients, world: World, said: None) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            page = clients["hana"].get("/search/all/", {"q": "refund"})
        assert page.status_code == 200
        return len(queries)

    asked()  # what every first page asks
    few = asked()
    for number in range(40):
        commands.add_feedback(actor=world.tim, text=f"Refund number {number}")
    assert asked() == few
    assert "30 and more" in clients["hana"].get("/search/all/", {"q": "refund"}).content.decode()
