"""The page in a real browser: by keyboard alone, and without barriers."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from northing.kernel import clock
from northing.organisation.models import Member
from northing.planning import commands
from northing.portfolio.models import Product
from tests.browsing import Visit, flaws

pytestmark = pytest.mark.browser
PAGE = "/outcomes/forecast-record/"


@pytest.fixture
def open_page(visit: Visit) -> Visit:
    """Six promises of Billing, of which the last two were missed."""
    hana, billing = Member.objects.get(email="hana@tarn.example"), Product.objects.get(name="Billing")
    now = clock.now()
    for place in range(6):
        due = now - timedelta(days=20 + place)
        with clock.frozen(due - timedelta(days=30)):
            feature = commands.create_feature(actor=hana, name=f"Feature {place}", product=billing)
            commands.commit(actor=hana, feature=feature, due_on=due.date())
        with clock.frozen(due + timedelta(days=3 if place > 3 else -3)):
            commands.change_feature(actor=hana, feature=feature, state="shipped")
    return visit


def test_the_page_and_its_table_have_no_barriers(open_page: Visit) -> None:
    for path in (PAGE, f"{PAGE}promises/"):
        assert flaws(open_page(path, as_="mara")) == []


def test_what_happened_is_said_and_undone_by_key(open_page: Visit) -> None:
    page = open_page(PAGE, as_="mara")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("l")
    _says(page, "The acquirer was late")
    page.keyboard.press("Enter")
    row = page.locator("[data-item]").nth(1)
    expect(row.locator(".why")).to_have_text("The acquirer was late")
    expect(page.locator("#toasts")).to_contain_text("What happened to Feature 1 changed")
    page.keyboard.press("z")
    expect(page.locator("[data-item]").nth(1).locator(".why")).to_have_text("Say what happened")


def test_escape_leaves_it_as_it_was(open_page: Visit) -> None:
    page = open_page(PAGE, as_="mara")
    page.keyboard.press("j")
    page.keyboard.press("l")
    _says(page, "Not this")
    page.keyboard.press("Escape")
    expect(page.locator("[data-item]").first.locator(".why")).to_have_text("Say what happened")


def _says(page: Page, text: str) -> None:
    box = page.get_by_role("textbox", name="What happened to")
    expect(box).to_be_focused()
    box.fill(text)
