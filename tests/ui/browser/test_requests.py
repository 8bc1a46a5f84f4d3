"""What the shell makes of answers: forms with errors come in, failures leave the page as it was and say so."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browsing import Visit

pytestmark = pytest.mark.browser
TOAST = (
    '<hx-partial hx-target="#toasts" hx-swap="beforeend"><div class="toast"><span>Moved</span>'
    '<form hx-post="/undo/" hx-swap="none"><button data-key="z">Undo</button></form></div></hx-partial>'
)


@pytest.fixture
def page(visit: Visit) -> Iterator[Page]:
    """The sheet, with a part that a button fills from /made-up/."""
    page = visit("/components/")
    page.evaluate(
        """() => {
          const main = document.getElementById("main");
          main.innerHTML = `<template id="part-skeleton"><p>a skeleton</p></template><div id="part">old</div>
            <button hx-post="/made-up/" hx-target="#part">Ask</button>`;
          htmx.process(main);
        }"""
    )
    yield page
    page.unroute_all(behavior="ignoreErrors")


def answer(page: Page, status: int = 200, body: str = "new") -> None:
    page.route("**/made-up/", lambda route: route.fulfill(status=status, body=body, content_type="text/html"))


def ask(page: Page) -> None:
    page.get_by_role("button", name="Ask").click()


def test_an_answer_is_swapped_in(page: Page) -> None:
    answer(page)
    ask(page)
    expect(page.locator("#part")).to_have_text("new")


def test_a_form_with_errors_is_swapped_in(page: Page) -> None:
    answer(page, 422, "June has 30 days")
    ask(page)
    expect(page.locator("#part")).to_have_text("June has 30 days")


@pytest.mark.parametrize(("status", "said"), [(403, "may see this"), (404, "no longer"), (500, "met an error")])
def test_a_failure_leaves_the_page_and_says_so(page: Page, status: int, said: str) -> None:
    answer(page, status, "<html>a whole page</html>")
    ask(page)
    expect(page.locator("#toasts")).to_contain_text(said)
    expect(page.locator("#part")).to_have_text("old")


def test_a_server_that_does_not_answer_is_named(page: Page) -> None:
    page.route("**/made-up/", lambda route: route.abort())
    ask(page)
    expect(page.locator("#toasts")).to_contain_text("did not answer")
    expect(page.locator("#part")).to_have_text("old")


def test_a_refusal_brings_its_own_words(page: Page) -> None:
    answer(page, 403, '<hx-partial hx-target="#toasts" hx-swap="beforeend"><p>Ask the owner</p></hx-partial>')
    ask(page)
    expect(page.locator("#toasts")).to_have_text("Ask the owner")
    expect(page.locator("#part")).to_have_text("old")


def test_a_skeleton_stands_in_while_one_waits_and_goes_when_it_failed(page: Page) -> None:
    held: list[Route] = []
    page.route("**/made-up/", lambda route: held.append(route))
    ask(page)
    expect(page.locator("#part")).to_have_text("a skeleton")
    expect(page.locator("#part")).to_have_attribute("aria-busy", "true")
    held[0].abort()
    expect(page.locator("#part")).to_have_text("old")


def test_what_changes_something_carries_the_token(page: Page) -> None:
    answer(page)
    with page.expect_request("**/made-up/") as asked:
        ask(page)
    assert asked.value.headers["x-csrftoken"] == page.locator("meta[name=csrf-token]").get_attribute("content")


def test_z_undoes_what_the_newest_toast_says(page: Page) -> None:
    answer(page, body="new" + TOAST)
    page.route("**/undo/", lambda route: route.fulfill(status=200, body="", content_type="text/html"))
    ask(page)
    expect(page.locator("#part")).to_have_text("new")
    with page.expect_request("**/undo/"):
        page.keyboard.press("z")
    expect(page.locator("#toasts .toast")).to_have_count(0)


def test_an_undo_that_never_arrived_stays(page: Page) -> None:
    answer(page, body="new" + TOAST)
    page.route("**/undo/", lambda route: route.abort())
    ask(page)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#toasts")).to_contain_text("did not answer")
    expect(page.get_by_role("button", name="Undo")).to_be_visible()


def test_a_form_is_sent_once_unless_it_says_something_else(page: Page) -> None:
    held: list[Route] = []
    page.route("**/made-up/", lambda route: held.append(route))
    page.evaluate(
        """() => {
          const part = document.getElementById("part");
          const inputs = `<input name="n" value="1"><button>Save</button>`;
          part.innerHTML = `<form hx-post="/made-up/" hx-swap="none">${inputs}</form>`;
          htmx.process(part);
        }"""
    )
    save = page.get_by_role("button", name="Save")
    with page.expect_request("**/made-up/"):
        save.dblclick()
    page.locator("#part input").fill("2")
    save.click()
    with page.expect_request("**/made-up/") as second:
        held[0].fulfill(status=200, body="")
    assert second.value.post_data == "n=2"


def test_a_dialog_that_was_closed_stays_closed_when_something_else_arrives(page: Page) -> None:
    answer(page, body='<dialog id="came" class="dialog-host" data-open-now><p>Why?</p></dialog>')
    ask(page)
    expect(page.locator("#came")).to_be_visible()
    page.keyboard.press("Escape")
    with page.expect_response("**/search/**"):
        page.evaluate("htmx.ajax('GET', '/search/?q=tarn', { target: '#toasts', swap: 'beforeend' })")
    expect(page.locator("#toasts > *")).not_to_have_count(0)
    expect(page.locator("#came")).to_be_hidden()


def test_a_dialog_that_came_back_with_errors_gives_the_focus_back_when_it_closes(page: Page) -> None:
    form = '<form hx-post="/made-up/" hx-target="#part"><button>Save</button><p>{}</p></form>'
    dialog = f'<dialog id="came" class="dialog-host" data-open-now>{form}</dialog>'
    answer(page, body=dialog.format("Why?"))
    ask(page)
    page.unroute("**/made-up/")
    answer(page, 422, dialog.format("Say why."))
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#came[open]")).to_contain_text("Say why.")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Ask")).to_be_focused()
