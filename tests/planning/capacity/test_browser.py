"""Capacity in a real browser: people unfolded and the unit changed without a mouse."""

import pytest
from playwright.sync_api import expect

from tests.browsing import Visit

pytestmark = pytest.mark.browser


def test_people_are_unfolded_and_the_unit_changed_by_key(visit: Visit) -> None:
    page = visit("/plan/capacity/", as_="hana")
    page.locator("[data-item]").filter(has_text="Billing Core").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("rowheader", name="Tim Abbot")).to_be_visible()
    page.keyboard.press("u")
    page.get_by_role("menuitem", name="Person-days").press("Enter")
    expect(page.get_by_role("columnheader", name="Team, person-days")).to_be_visible()
