"""Two tabs, or two people, change the same row."""

import re
from html import unescape

from northing.portfolio import commands as portfolio
from northing.portfolio.models import Competitor
from tests.conftest import Clients, World


def seen_on(page: bytes) -> str:
    found = re.search(r'name="seen" value="([^"]*)"', page.decode())
    assert found
    return unescape(found[1])


def test_what_both_changed_is_refused_once_with_what_it_says_now(world: World, clients: Clients) -> None:
    rival = portfolio.save_competitor(actor=world.mara, name="Payla", stance="Cheap", products=[])
    address = f"/portfolio/market/competitors/{rival.pk}/"
    mine = {"name": "Payla", "website": "", "stance": "Cheap and quick"}
    mine["seen"] = seen_on(clients["mara"].get(address).content)
    portfolio.save_competitor(actor=world.hana, competitor=rival, name="Payla", stance="Dear", products=[])
    answer = clients["mara"].post(address, mine)
    assert answer.status_code == 422
    assert "Since you opened this it became “Dear”. To put yours" in answer.content.decode()
    assert Competitor.objects.get().stance == "Dear"
    mine["seen"] = seen_on(answer.content)
    assert clients["mara"].post(address, mine).status_code == 302
    assert Competitor.objects.get().stance == "Cheap and quick"


def test_what_its_sender_left_alone_keeps_what_was_written_meanwhile(world: World, clients: Clients) -> None:
    rival = portfolio.save_competitor(actor=world.mara, name="Payla", stance="Cheap", products=[world.billing])
    address = f"/portfolio/market/competitors/{rival.pk}/"
    mine = {"name": "Payla GmbH", "website": "", "stance": "Cheap", "products": [world.billing.pk]}
    mine["seen"] = seen_on(clients["mara"].get(address).content)
    portfolio.save_competitor(
        actor=world.hana, competitor=rival, name="Payla", stance="Dear", products=[world.insights]
    )
    assert clients["mara"].post(address, mine).status_code == 302
    now = Competitor.objects.get()
    assert (now.name, now.stance) == ("Payla GmbH", "Dear")
    assert [rivalry.product for rivalry in now.rivalries.all()] == [world.insights]
