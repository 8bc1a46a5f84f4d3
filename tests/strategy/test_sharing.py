"""The strategy for people who do not sign in, and what waits for whom."""

from datetime import timedelta

import pytest

from northing.kernel import clock
from northing.organisation.models import Notice
from northing.portfolio import commands as portfolio
from northing.strategy import commands
from northing.strategy.commands import Said
from northing.strategy.models import Level
from northing.strategy.queries.strip import strip
from northing.strategy.scoring import sureness
from tests.conftest import NOW, Clients
from tests.strategy.conftest import Strategy, number


def link(clients: Clients, audience: str, **more: str) -> str:
    answer = clients["hana"].post("/strategy/share/", {"audience": audience, "name": "The board"} | more)
    return str(answer.context["link"]).removeprefix("http://testserver")


@pytest.fixture
def checked(strategy: Strategy) -> Strategy:
    said = [
        Said(strategy.days, number("27"), 0.6, "Two large payers were late."),
        Said(strategy.attach, number("36"), 0.8, "Every second takes it."),
    ]
    commands.check_in(actor=strategy.world.mara, said=said)
    return strategy


def test_each_audience_gets_only_what_it_may_know(checked: Strategy, clients: Clients) -> None:
    pages = {
        audience: clients["nobody"].get(link(clients, audience)).content.decode()
        for audience in ("executives", "company", "outside")
    }
    assert all("Get customers paid faster" in page for page in pages.values())
    assert "60\u202f%" in pages["executives"]
    assert "60\u202f%" not in pages["company"]
    assert "Median days to paid" in pages["company"]
    assert not [word for word in ("Median", "Mara", "27.0", "0.5") if word in pages["outside"]]


def test_restricted_products_are_in_no_shared_page(checked: Strategy, clients: Clients) -> None:
    world = checked.world
    portfolio.change_product(actor=world.hana, product=world.terminal, restricted=True)
    commands.add_objective(
        actor=world.hana, cycle=checked.cycle, name="Secret plan", level=Level.PRODUCT, product=world.terminal
    )
    assert b"Secret plan" not in clients["nobody"].get(link(clients, "executives")).content


def test_a_password_is_asked_for(checked: Strategy, clients: Clients) -> None:
    address = link(clients, "company", password="a staple that opens")
    assert b"Get customers" not in clients["nobody"].get(address).content
    assert clients["nobody"].post(address, {"password": "wrong"}).status_code == 422
    clients["nobody"].post(address, {"password": "a staple that opens"})
    assert b"Get customers" in clients["nobody"].get(address).content


def test_an_overdue_check_in_is_told_once_and_stands_on_today(checked: Strategy, clients: Clients) -> None:
    with clock.frozen(NOW + timedelta(days=20)):
        assert commands.remind() == 3
        assert commands.remind() == 0
        assert Notice.objects.filter(member=checked.world.mara).count() == 3
        commands.ask_for_check_in(actor=checked.world.hana, key_result=checked.days)
        assert [(due.line.objective, due.overdue, due.asked_by) for due in strip(checked.world.mara).due] == [
            (checked.paid, 6, "Hana Sato"),
            (checked.reminders, 6, ""),
        ]
        page = clients["mara"].get("/?whose=everyone").content
    assert not strip(checked.world.hana).due
    assert page  # the empty plan has its own page


def test_sureness_is_scored_when_the_cycle_is_over(checked: Strategy) -> None:
    assert sureness(checked.cycle) == []
    with clock.frozen(NOW.replace(year=2027)):
        closed = commands.close_cycle(actor=checked.world.hana, cycle=checked.cycle)
    (mara,) = sureness(closed)
    # 60 % for what was missed, 80 % for what was reached
    assert (mara.said, mara.reached, mara.score) == (2, 0.5, pytest.approx((0.36 + 0.04) / 2))
