"""What product managers carry, what their products get of it, and who may see which."""

from datetime import date

import pytest

from northing.people import commands as people
from northing.people.queries.attention import concerns, loads, of_products
from northing.planning import commands as planning
from northing.portfolio import commands as portfolio
from northing.portfolio.models import Product
from tests.access.cases.people import WEIGHTS
from tests.conftest import Clients, World
from tests.portfolio.test_pages import queries


@pytest.fixture
def busy(world: World) -> World:
    """mara has half of her time for Billing, which grows, and a bet in it that is promised to two customers."""
    portfolio.change_stage(actor=world.mara, product=world.billing, stage="growth", reason="It doubled")
    for name, to in (("Pay by bank", "Acme"), ("Refunds", "Bolt")):
        feature = planning.create_feature(actor=world.mara, name=name, product=world.billing, state="planned")
        planning.commit(actor=world.mara, feature=feature, due_on=date(2026, 9, 1), made_to=to)
    planning.create_feature(actor=world.mara, name="Reminders", product=world.billing, state="building")
    return world


def test_a_load_is_the_sum_of_its_rules_over_the_time_there_is(busy: World) -> None:
    load = next(load for load in loads(busy.hana) if load.member == busy.mara)
    assert {part.thing: part.percent for part in load.parts} == {
        "in growth": 60,
        "being built": 28,
        "shaped or planned": 4,
        "promised a date": 8,
        "who reports": 6,
    }
    assert load.percent == pytest.approx(106 / 0.5)
    assert load.overloaded


def test_a_product_gets_what_people_carry_for_it(busy: World) -> None:
    found = of_products(busy.hana, [busy.billing, busy.terminal])
    assert found[busy.billing.pk].got == 100
    assert found[busy.terminal.pk].got == 8
    portfolio.change_product(actor=busy.hana, product=busy.billing, attention_target=105)
    busy.billing.refresh_from_db()
    # Nearly all that it asks for is enough; what its owner carries is not.
    assert concerns(busy.hana, [busy.billing])[busy.billing.pk].text == "Owner over load"


def test_everybody_sees_their_own_load_and_of_those_below(busy: World, clients: Clients) -> None:
    portfolio.change_product(actor=busy.hana, product=busy.terminal, owner=busy.tim)
    names = {who: {load.member.name.split()[0].lower() for load in loads(busy.cast[who])} for who in busy.cast}
    assert names["hana"] == {"mara", "oscar", "tim"}
    assert names["mara"] == {"mara", "tim"}
    assert names["tim"] == {"tim"}
    assert names["vera"] == set()
    assert "Oscar Bell" not in clients["mara"].get("/people/load/").content.decode()
    assert of_products(busy.tim, [busy.billing])[busy.billing.pk].load is None


def test_a_restricted_product_is_counted_but_not_named(busy: World, clients: Clients) -> None:
    portfolio.change_product(actor=busy.hana, product=busy.insights, restricted=True, owner=busy.tim)
    page = clients["mara"].get("/people/load/").content.decode()
    assert "Insights" not in page
    assert "something restricted" in page


def test_heads_weigh_what_counts(busy: World, clients: Clients) -> None:
    answer = clients["hana"].post("/people/load/weights/", WEIGHTS | {"building": 50})
    assert answer.status_code == 302
    assert of_products(busy.hana, [busy.billing])[busy.billing.pk].got == 122
    assert clients["hana"].post("/people/load/weights/", WEIGHTS | {"building": 900}).status_code == 422


def test_the_portfolio_shows_attention_and_who_is_short_of_it(busy: World, clients: Clients) -> None:
    portfolio.change_product(actor=busy.hana, product=busy.terminal, attention_target=25)
    page = clients["hana"].get("/portfolio/").content.decode()
    assert "Short of attention" in page
    assert "gets 8 percent of a product manager, asks 25" in page
    assert "212&#8239;% load" in page
    assert "212&#8239;% load" not in clients["vera"].get("/portfolio/").content.decode()


def test_more_products_need_no_more_queries(busy: World, clients: Clients) -> None:
    before = queries(clients, "/people/load/"), queries(clients, "/portfolio/")
    for number in range(6):
        product = portfolio.create_product(actor=busy.hana, name=f"More {number}", owner=busy.oscar)
        planning.create_feature(actor=busy.hana, name=f"Bet {number}", product=product, state="building")
    assert Product.objects.count() == 9
    assert (queries(clients, "/people/load/"), queries(clients, "/portfolio/")) == before


def test_weights_are_set_by_keyword(world: World) -> None:
    assert people.set_weights(actor=world.hana, report=9).report == 9
