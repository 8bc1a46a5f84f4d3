"""The portfolio in a real browser: by key, in place, without barriers."""

import pytest
from playwright.sync_api import expect

from tests.browsing import Visit, barriers, flaws

pytestmark = pytest.mark.browser


def test_products_have_no_barriers_and_fit_the_window(visit: Visit) -> None:
    page = visit("/portfolio/", as_="hana")
    assert flaws(page) == []
    page.locator("[data-open]").first.click()
    expect(page.locator("h1")).to_have_text("Billing")
    assert flaws(page) == []


def test_a_role_is_changed_and_taken_back_by_key(visit: Visit) -> None:
    page = visit("/portfolio/", as_="hana")
    role = page.locator("#panel [data-key=r]")
    expect(role).to_contain_text("none")
    page.keyboard.press("r")
    chooser = page.locator("select[name=business_role]")
    expect(chooser).to_be_focused()
    assert barriers(page) == []
    chooser.select_option("core")
    expect(role).to_contain_text("Core")
    expect(role).to_be_focused()
    page.keyboard.press("z")
    expect(role).to_contain_text("none")


def test_escape_leaves_what_was_said_as_it_was(visit: Visit) -> None:
    page = visit("/portfolio/", as_="hana")
    description = page.locator("#panel [data-key=d]")
    expect(description).to_contain_text("not said yet")
    page.keyboard.press("d")
    page.locator("textarea").fill("Never mind")
    page.keyboard.press("Escape")
    expect(description).to_be_focused()
    expect(description).to_contain_text("not said yet")


def test_a_stage_is_changed_in_a_dialog_that_asks_why(visit: Visit) -> None:
    page = visit("/portfolio/", as_="hana")
    page.locator("[data-open]").first.click()
    page.wait_for_url("**/portfolio/products/**")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("s")
    page.get_by_label("Lifecycle stage").select_option("growth")
    page.get_by_label("Why").fill("It doubled")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("table", name="Lifecycle")).to_contain_text("It doubled")
