"""What was seen in the market is about customer problems: linked, shown on both pages, kept when merged."""

from datetime import date

import pytest

from northing.insight import commands
from northing.insight.models import Opportunity, OpportunitySignal
from northing.kernel.errors import NotAllowed
from northing.portfolio import commands as portfolio
from northing.portfolio.models import Product, Signal
from tests.conftest import Clients, World


@pytest.fixture
def problem(world: World) -> Opportunity:
    return commands.create_opportunity(actor=world.hana, name="Refund a line", product=world.billing)


def noted(world: World, text: str, product: Product | None = None) -> Signal:
    said = {"text": text, "seen_on": date(2026, 5, 4), "source": "Trade press", "product": product}
    return portfolio.note_signal(actor=world.hana, **said)


def test_a_signal_is_linked_and_stands_on_both_pages(
    clients: Clients, world: World, problem: Opportunity
) -> None:
    seen, other = noted(world, "Payla refunds single lines"), noted(world, "Payla opens an office")
    address = f"/insight/opportunities/{problem.pk}/"
    clients["hana"].post(f"{address}seen/", {"chosen": [seen.pk]})
    page = clients["vera"].get(address).content.decode()
    assert seen.text in page
    assert other.text not in page
    market = clients["vera"].get("/portfolio/market/").content.decode()
    assert market.count(f'href="{address}"') == 1
    clients["hana"].post(f"{address}seen/", {})
    assert seen.text not in clients["vera"].get(address).content.decode()


def test_what_one_may_not_see_stays_and_is_not_shown(
    clients: Clients, world: World, problem: Opportunity
) -> None:
    crypt = Product.objects.create(name="Crypt", owner=world.oscar, restricted=True, line=world.line)
    secret = noted(world, "Payla builds a vault", crypt)
    commands.say_signals(actor=world.hana, opportunity=problem, offered=[secret.pk], chosen=[secret.pk])
    assert secret.text not in clients["mara"].get(f"/insight/opportunities/{problem.pk}/").content.decode()
    assert not commands.say_signals(actor=world.mara, opportunity=problem, offered=[secret.pk], chosen=[])
    assert OpportunitySignal.objects.count() == 1
    with pytest.raises(NotAllowed):
        commands.say_signals(actor=world.tim, opportunity=problem, offered=[], chosen=[])


def test_a_merge_brings_its_signals_along(world: World, problem: Opportunity) -> None:
    seen = noted(world, "Payla refunds single lines")
    gone = commands.create_opportunity(actor=world.hana, name="Refund one line", product=world.billing)
    commands.say_signals(actor=world.hana, opportunity=gone, offered=[seen.pk], chosen=[seen.pk])
    done = commands.merge(actor=world.hana, kept=problem, gone=gone)
    assert [link.signal for link in problem.signals.all()] == [seen]
    commands.unmerge(actor=world.hana, merge=done)
    assert [link.signal for link in gone.signals.all()] == [seen]
