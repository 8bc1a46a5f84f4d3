"""Customers in a real browser: by keys alone, without barriers, at every width and in both themes."""

from datetime import timedelta
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from northing.insight import commands
from northing.insight.models import Customer, Segment
from northing.kernel import clock
from northing.organisation.models import Member
from tests.browsing import Visit, flaws

pytestmark = pytest.mark.browser
LIST = "/insight/customers/"


@pytest.fixture
def brandt(visit: Visit) -> Customer:
    """Two customers in the world that the browser visits; something became of what Brandt said."""
    mara, hana = Member.objects.get(name="Mara Lind"), Member.objects.get(name="Hana Sato")
    first, second = (
        commands.create_customer(
            actor=mara, name=name, country="Germany", revenue=Decimal(revenue), health=health, owner=mara
        )
        for name, revenue, health in (("Brandt Logistik", 412_000, "cooling"), ("Ostwind", 90_000, "good"))
    )
    commands.add_contact(actor=mara, customer=first, name="Katrin Vogel", decides=True)
    segment = commands.create_segment(actor=mara, name="Enterprise")
    commands.put_in_places(actor=mara, customer=first, segments=[segment.pk], products=[])
    commands.set_rate(actor=hana, currency="SEK", rate=Decimal("0.09"))
    said = commands.add_feedback(actor=mara, text="We credit everything", customer=first)
    commands.add_feedback(
        actor=mara, text="Any news?", customer=first, reply_by=clock.now() - timedelta(days=2)
    )
    problem = commands.create_opportunity(actor=mara, name="Refund part of an invoice")
    commands.highlight(actor=mara, feedback=said, opportunity=problem)
    commands.decide(actor=mara, opportunity=problem, state="solved")
    commands.add_feedback(actor=mara, text="Hello", customer=second)
    return first


def test_no_page_has_barriers_or_is_wider_than_the_window(visit: Visit, brandt: Customer) -> None:
    for path in (
        LIST, f"{LIST}?table=1", f"{LIST}{brandt.pk}/", f"{LIST}{brandt.pk}/edit/", "/insight/segments/",
        f"{LIST}import/",
    ):  # fmt: skip
        page = visit(path)
        assert flaws(page) == [], path


def test_the_one_beside_the_list_follows_the_keys(visit: Visit, brandt: Customer) -> None:
    page = visit(LIST)
    beside = page.locator("#panel h2")
    expect(beside).to_have_text("Brandt Logistik")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(beside).to_have_text("Ostwind")
    page.keyboard.press("k")
    expect(beside).to_have_text("Brandt Logistik")
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    page.keyboard.press("j")
    expect(beside).to_have_text("Brandt Logistik")
    page.keyboard.press("j")
    expect(beside).to_have_text("Ostwind")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{LIST}*/")
    expect(page.locator("h1")).to_have_text("Ostwind")


def test_a_cell_is_written_and_taken_back_by_keys(visit: Visit, brandt: Customer) -> None:
    page = visit(LIST)
    page.keyboard.press("t")
    page.wait_for_url("**table=1")
    cell = page.locator(f"#customer-{brandt.pk} [data-cell=revenue]")
    cell.focus()
    page.keyboard.press("Enter")
    page.locator("td.editing input[name=value]").fill("500k")
    page.keyboard.press("Enter")
    expect(cell).to_have_text("€500k")
    page.locator(".toast [data-key=z], .toast button").first.click()
    expect(cell).to_have_text("€412k")


def test_a_rule_says_how_many_it_means_while_it_is_typed(visit: Visit, brandt: Customer) -> None:
    page = visit("/insight/segments/")
    page.keyboard.press("n")
    page.locator("#id_name").fill("Large")
    page.locator("#id_rule").fill("revenue at least 100k")
    expect(page.locator("#id_rule_helptext")).to_have_text("Means 1 customer now.")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/insight/segments/")
    expect(page.locator("table").first).to_contain_text("Large")
    assert Segment.objects.get(name="Large").customers.get() == brandt
