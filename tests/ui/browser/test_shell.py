"""The shell in a real browser: keys, overlays, themes, and no barriers at any width."""

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import Visit, barriers, flaws

pytestmark = pytest.mark.browser
SHEET = "/components/"


def test_the_sheet_has_no_barriers_and_fits_the_window(visit: Visit) -> None:
    assert flaws(visit(SHEET)) == []


def test_control_k_opens_the_palette_and_escape_closes_it(visit: Visit) -> None:
    page = visit("/components/")
    page.route("**/search/**", lambda route: route.fulfill(body="", content_type="text/html"))
    page.keyboard.press("Control+k")
    expect(page.locator("#palette input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).to_be_hidden()


def test_the_palette_moves_with_the_arrows_and_opens_with_enter(visit: Visit) -> None:
    found = "".join(
        f'<a class="o" role="option" aria-selected="false" id="o{n}" href="/components/?{n}">{n}</a>'
        for n in "123"
    )
    page = visit(SHEET)
    page.route("**/search/**", lambda route: route.fulfill(body=found, content_type="text/html"))
    page.keyboard.press("Control+k")
    expect(page.locator("#o1")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#palette input")).to_have_attribute("aria-activedescendant", "o2")
    page.keyboard.press("Enter")
    page.wait_for_url("**/components/?2")


def test_enter_in_the_palette_waits_for_what_was_typed(visit: Visit) -> None:
    page = visit(SHEET)
    option = '<a class="o" role="option" aria-selected="false" id="o" href="/components/?{0}">{0}</a>'
    page.route("**/search/**", lambda route: route.fulfill(body=option.format(route.request.url[-1])))
    page.keyboard.press("Control+k")
    expect(page.locator("#o")).to_be_visible()
    page.keyboard.press("7")
    page.keyboard.press("Enter")
    page.wait_for_url("**/components/?7")


def test_words_selected_to_beyond_a_dialog_leave_it_open_and_a_press_beside_it_closes_it(visit: Visit) -> None:
    page = visit(SHEET)
    page.keyboard.press("d")
    dialog = page.locator("#decide")
    box = dialog.locator("h2").bounding_box()
    assert box
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(4, 4)
    page.mouse.up()
    expect(dialog).to_be_visible()
    page.mouse.click(4, 4)
    expect(dialog).to_be_hidden()


def test_a_key_clicks_what_shows_it(visit: Visit) -> None:
    page = visit(SHEET)
    page.keyboard.press("d")
    expect(page.locator("#decide")).to_be_visible()


def test_g_then_a_letter_goes_to_an_entry_of_the_rail(visit: Visit) -> None:
    page = visit(SHEET)
    page.keyboard.press("g")
    page.keyboard.press("s")
    page.wait_for_url("**/settings/members/")


def test_keys_do_not_fire_while_somebody_types(visit: Visit) -> None:
    page = visit(SHEET)
    page.get_by_label("Initiative name").focus()
    page.keyboard.press("d")
    expect(page.locator("#decide")).to_be_hidden()


def test_single_keys_can_be_switched_off(visit: Visit) -> None:
    page = visit(SHEET)
    page.keyboard.press("?")
    page.get_by_label("Single keys act on this device").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("d")
    expect(page.locator("#decide")).to_be_hidden()
    page.reload()
    page.wait_for_load_state("networkidle")
    page.keyboard.press("d")
    expect(page.locator("#decide")).to_be_hidden()


def test_the_dialog_of_keys_lists_those_of_the_page(visit: Visit) -> None:
    page = visit(SHEET)
    page.keyboard.press("?")
    expect(page.locator("[data-keys-here]")).to_contain_text("undo")


def test_it_lists_what_the_line_has_no_room_for(visit: Visit) -> None:
    page = visit("/settings/members/")
    expect(page.locator(".keyline")).not_to_contain_text("earch members")
    page.keyboard.press("?")
    expect(page.locator("[data-keys-here] li", has=page.locator("kbd", has_text="/"))).to_contain_text(
        "Search members"
    )


def selected(page: Page) -> str:
    return (
        page.locator("[data-behaviour=roving] [aria-selected=true]").inner_text().split(":")[0].split("\n")[0]
    )


def test_j_and_k_move_in_a_list(visit: Visit) -> None:
    page = visit(SHEET)
    page.keyboard.press("j")
    assert selected(page).startswith("Bank-feed")
    page.keyboard.press("j")
    assert selected(page).startswith("Multi-entity")
    page.keyboard.press("k")
    assert selected(page).startswith("Bank-feed")
    page.reload()
    page.wait_for_load_state("networkidle")
    assert selected(page).startswith("Bank-feed"), "a page shown anew begins where it was left"


def test_the_theme_is_chosen_and_kept(visit: Visit) -> None:
    page = visit(SHEET, theme="light")
    page.locator("[data-theme-toggle]").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_a_menu_drops_below_its_button_and_moves_with_the_arrows(visit: Visit) -> None:
    page = visit(SHEET)
    button = page.get_by_role("button", name="Actions")
    button.click()
    expect(page.get_by_role("menuitem", name="Re-plan")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("menuitem", name="Link dependency")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#row-menu")).to_be_hidden()


def test_one_finds_the_own_account_behind_the_own_name(visit: Visit) -> None:
    page = visit(SHEET)
    page.get_by_role("button", name="Mara Lind").click()
    expect(page.get_by_role("menuitem", name="Your account")).to_be_focused()
    assert barriers(page) == []
    with page.expect_navigation():
        page.get_by_role("menuitem", name="Sign out").click()
    page.goto(SHEET)
    page.wait_for_url("**/sign-in/**")


def test_a_phone_reaches_every_room_from_its_tab_bar(visit: Visit) -> None:
    page = visit(SHEET, width="phone")
    page.get_by_role("button", name="More").click()
    expect(page.locator("#everywhere")).to_contain_text("Members and access")
    assert barriers(page) == []


def test_the_open_dialog_and_the_open_menu_have_no_barriers(visit: Visit) -> None:
    page = visit(SHEET)
    page.get_by_role("button", name="Actions").click()
    assert barriers(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("d")
    assert barriers(page) == []
