"""The list of addresses on the page that invites, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.browsing import Visit, barriers

pytestmark = pytest.mark.browser


def test_an_address_one_slip_from_the_own_domain_is_asked_about(visit: Visit) -> None:
    page = visit("/settings/members/invite/", as_="olive")
    home = page.locator("form[data-home]").get_attribute("data-home") or ""
    slip = home[:2] + home[3:]
    page.locator("textarea").fill(f"new@{slip} right@{home} guest@elsewhere.example.net")
    hints = page.locator(".inv [data-hint]:visible")
    expect(hints).to_have_text([f"“{slip}” is not your domain. Did you mean {home}?"])
    assert barriers(page) == []
