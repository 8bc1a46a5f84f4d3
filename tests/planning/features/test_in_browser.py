"""The grid and a feature's page in a real browser: keys, the clipboard, barriers."""

import re
from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import Page, Route, expect

from northing.organisation.models import Member, Team
from northing.planning import commands
from northing.planning.models import Feature
from northing.portfolio.models import Product
from tests.browsing import Visit, flaws

pytestmark = pytest.mark.browser
COPIED = """text => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
}"""


def plan() -> None:
    """Two features of Billing; one is promised. The browser's world is not frozen, so far ahead."""
    mara = Member.objects.get(name="Mara Lind")
    of = {"product": Product.objects.get(name="Billing"), "team": Team.objects.get(name="Billing Core")}
    weeks = {"estimate_low": Decimal(4), "estimate_likely": Decimal(6), "estimate_high": Decimal(9)}
    pay = commands.create_feature(actor=mara, name="Pay by bank", **of, **weeks)
    commands.create_feature(actor=mara, name="Refunds", **of)
    commands.add_item(actor=mara, feature=pay, name="Read the file")
    commands.commit(actor=mara, feature=pay, due_on=date(2035, 7, 31))


@pytest.fixture
def grid(visit: Visit) -> Page:
    plan()
    page = visit("/plan/features/?sort=name&group=team")
    page.keyboard.press("j")
    expect(page.locator("[data-cell=name]").first).to_be_focused()
    return page


def test_a_cell_is_edited_by_keys_and_undone(grid: Page) -> None:
    for _ in range(3):
        grid.keyboard.press("ArrowRight")
    grid.keyboard.press("Enter")
    expect(grid.get_by_label("State of Pay by bank")).to_be_focused()
    grid.keyboard.type("pl")
    grid.keyboard.press("Enter")
    state = grid.locator("[data-cell=state]").first
    expect(state).to_have_text("Planned")
    expect(state).to_be_focused()
    grid.keyboard.press("z")
    expect(grid.locator("[data-cell=state]").first).to_have_text("Idea")


def test_escape_puts_the_cell_back(grid: Page) -> None:
    grid.keyboard.press("Enter")
    grid.keyboard.type("Something else")
    grid.keyboard.press("Escape")
    expect(grid.locator("[data-cell=name]").first).to_have_text("Pay by bank")
    expect(grid.locator("[data-cell=name]").first).to_be_focused()


def test_keys_that_end_the_writing_count_while_the_editor_is_on_its_way(grid: Page) -> None:
    held: list[Route] = []
    grid.route(re.compile("columns="), lambda route: held.append(route))
    with grid.expect_request(re.compile("columns=")):
        grid.keyboard.press("Enter")
    grid.keyboard.type("Something else")
    grid.keyboard.press("Escape")
    held[0].continue_()
    expect(grid.locator("[data-cell=name]").first).to_have_text("Pay by bank")
    expect(grid.locator("[data-cell=name]").first).to_be_focused()


def test_several_are_selected_and_changed_by_keys(grid: Page) -> None:
    grid.keyboard.press("Space")
    grid.keyboard.press("Shift+J")
    expect(grid.locator("#bulk")).to_contain_text("2 selected")
    grid.keyboard.press("s")
    expect(grid.get_by_role("dialog")).to_contain_text("2 features")
    grid.get_by_role("dialog").get_by_label("State").select_option("shaped")
    grid.keyboard.press("Control+Enter")
    expect(grid.locator("#toasts")).to_contain_text("State of 2 features changed")
    assert set(Feature.objects.values_list("state", flat=True)) == {"shaped"}


def test_a_block_is_pasted_onto_the_focused_cell(grid: Page) -> None:
    grid.evaluate(COPIED, "Bank pay\nMoney back")
    expect(grid.locator("#toasts")).to_contain_text("Pasted into 2 features")
    assert set(Feature.objects.values_list("name", flat=True)) == {"Bank pay", "Money back"}


def test_the_pages_have_no_barriers_and_fit_the_window(visit: Visit) -> None:
    plan()
    pay = Feature.objects.get(name="Pay by bank")
    for path in ("/plan/features/", f"/plan/features/{pay.pk}/", f"/plan/features/{pay.pk}/items/"):
        assert flaws(visit(path)) == []
