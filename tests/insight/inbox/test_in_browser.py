"""The inbox in a real browser: cleared by keys alone, without barriers, at every width."""

import pytest
from playwright.sync_api import Page, expect

from northing.insight import commands
from northing.insight.models import Feedback, FeedbackState, Highlight, Reply
from northing.organisation.models import Member
from northing.portfolio.models import Product
from tests.browsing import Visit, barriers, flaws, widths
from tests.insight.inbox.conftest import Heard, hear

pytestmark = pytest.mark.browser
INBOX = "/insight/inbox/"


@pytest.fixture
def heard(visit: Visit) -> Heard:
    """What the cast heard, in the world that the browser visits."""
    people = {member.name.split()[0].lower(): member for member in Member.objects.all()}
    billing = Product.objects.get(name="Billing")
    return hear(type("Cast", (), {**people, "billing": billing})())


def says(page: Page, text: str) -> None:
    expect(page.locator("#reading:not([inert]) h1")).to_have_text(text)


def test_it_has_no_barriers_and_fits_the_window(visit: Visit, heard: Heard) -> None:
    tim = Member.objects.get(name="Tim Abbot")
    commands.highlight(actor=tim, feedback=heard.piece, opportunity=heard.refund, span=(11, 40))
    page = visit(f"{INBOX}?tab=all&piece={heard.piece.pk}")
    assert flaws(page) == []
    for width in widths(page):
        for opener, dialog in (("l", "importance"), ("n", "name-problem"), ("s", "snooze"), ("h", "hand-over")):
            page.locator(f"[data-key={opener}]:visible").first.click()
            expect(page.locator(f"#{dialog}")).to_be_visible()
            assert barriers(page) == [], (width, dialog)
            page.keyboard.press("Escape")
            expect(page.locator(f"#{dialog}")).to_be_hidden()


def test_a_morning_is_cleared_without_a_mouse(visit: Visit, heard: Heard) -> None:
    page = visit(INBOX)
    keys = page.keyboard
    says(page, "We credit the whole invoice for one line.")
    # 1: the whole piece is needed for the first match; the next piece opens by itself.
    keys.press("1")
    keys.press("l")
    keys.press("3")
    says(page, "Partial refunds")
    # 2: the third sentence, with the one after it, is linked; the piece stays open, and done leads on.
    for _ in range(3):
        keys.press("ArrowRight")
    keys.press("Shift+ArrowRight")
    expect(page.locator("[data-span-says]:visible")).to_be_visible()
    keys.press("l")
    keys.press("4")
    expect(page.locator("#reading .body mark:not(.sug)")).to_have_count(1)
    keys.press("e")
    # 3: the last one is set aside for its second reason.
    says(page, "Editing forty lines took my Saturday")
    keys.press("e")
    expect(page.locator("#done")).to_be_visible()
    keys.press("2")
    expect(page.locator("#inbox-says")).to_have_text("0 to triage")
    marks = {mark.feedback_id: mark for mark in Highlight.objects.all()}
    assert (marks[heard.earlier.pk].quote, marks[heard.earlier.pk].importance) == ("", 3)
    assert marks[heard.piece.pk].quote == (
        "We credit the whole invoice and issue it again. The second invoice gets a new date."
    )
    heard.small.refresh_from_db()
    assert heard.small.why_set_aside == "Nothing to do"
    # Undo leads back to what it undid.
    keys.press("z")
    page.wait_for_url(f"**piece={heard.small.pk}")
    says(page, "Editing forty lines took my Saturday")
    heard.small.refresh_from_db()
    assert heard.small.state == FeedbackState.NEW
    # Again goes a step further back, and Shift brings that one forth again.
    keys.press("z")
    page.wait_for_url(f"**piece={heard.piece.pk}")
    expect(page.get_by_role("button", name="Redo")).to_be_visible()
    keys.press("Shift+Z")
    expect(page.get_by_text("Done again")).to_be_visible()
    heard.small.refresh_from_db()
    assert heard.small.state == FeedbackState.NEW


def test_words_are_linked_to_an_opportunity_that_is_typed(visit: Visit, heard: Heard) -> None:
    page = visit(f"{INBOX}?piece={heard.piece.pk}")
    says(page, "Partial refunds")
    page.keyboard.press("w")
    expect(page.locator("#problem-words")).to_be_focused()
    expect(page.locator("#problems-found button")).to_have_count(2)
    page.keyboard.type("payout")
    expect(page.locator("#problems-found button")).to_have_count(1)
    page.keyboard.press("Enter")
    says(page, "Editing forty lines took my Saturday")
    expect(page.locator("#toasts")).to_contain_text("Linked to Split a payout by property")
    assert Highlight.objects.get().opportunity == heard.payout


def test_a_suggested_sentence_is_kept_by_the_space_bar(visit: Visit, heard: Heard) -> None:
    page = visit(f"{INBOX}?piece={heard.piece.pk}")
    expect(page.locator("#reading .body mark.sug")).to_have_text(
        "We credit the whole invoice and issue it again.1"
    )
    page.keyboard.press("Space")
    expect(page.locator("#reading .body mark:not(.sug)")).to_have_count(1)
    says(page, "Partial refunds")
    assert Highlight.objects.get().quote == "We credit the whole invoice and issue it again."


def test_a_reply_is_written_copied_and_moves_on(visit: Visit, heard: Heard) -> None:
    page = visit(f"{INBOX}?piece={heard.piece.pk}")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.keyboard.press("r")
    page.keyboard.type("Hi Katrin, on 1 June")
    expect(page.locator("#draft-says")).to_contain_text("Draft kept")
    assert Reply.objects.get().sent_at is None
    # What was typed stays while nobody answers.
    page.route("**/reply/**", lambda route: route.abort())
    page.keyboard.press("Control+Enter")
    expect(page.locator("#toasts")).to_contain_text("Not saved")
    says(page, "Partial refunds")
    expect(page.locator(f"#reply-{heard.piece.pk}")).to_have_value("Hi Katrin, on 1 June")
    page.unroute_all()
    page.keyboard.press("Control+Enter")
    says(page, "Editing forty lines took my Saturday")
    expect(page.locator("#toasts")).to_contain_text("Copied and marked answered")
    page.wait_for_function("async () => await navigator.clipboard.readText() === 'Hi Katrin, on 1 June'")
    expect(page.locator(f"#row-{heard.piece.pk}")).to_contain_text("answered")


def test_snooze_hand_over_merge_and_new_opportunity_by_key(visit: Visit, heard: Heard) -> None:
    page = visit(INBOX)
    keys = page.keyboard
    keys.press("s")
    keys.press("1")
    says(page, "Partial refunds")
    expect(page.locator(f"#row-{heard.earlier.pk}")).to_contain_text("snoozed")
    keys.press("h")
    keys.press("1")
    says(page, "Editing forty lines took my Saturday")
    keys.press("k")
    says(page, "Partial refunds")
    keys.press("n")
    expect(page.locator("#problem-name")).to_be_focused()
    page.locator("#problem-name").fill("Keep an invoice's date")
    keys.press("Enter")
    says(page, "Editing forty lines took my Saturday")
    expect(page.locator("#toasts")).to_contain_text("Created Keep an invoice's date")
    keys.press("k")
    says(page, "Partial refunds")
    keys.press("4")
    keys.press("m")
    says(page, "Editing forty lines took my Saturday")
    expect(page.locator(f"#row-{heard.piece.pk}")).to_contain_text("merged")
    assert Feedback.objects.get(pk=heard.piece.pk).merged_into == heard.earlier


def test_on_a_phone_the_list_leads_to_the_piece_and_back(visit: Visit, heard: Heard) -> None:
    page = visit(INBOX, width="phone")
    expect(page.locator("#reading")).to_be_hidden()
    page.locator(f"#row-{heard.piece.pk} a").click()
    says(page, "Partial refunds")
    expect(page.locator("#inbox-list")).to_be_hidden()
    page.get_by_role("link", name="Inbox", exact=True).first.click()
    expect(page.locator("#inbox-list")).to_be_visible()


def test_a_view_is_saved_and_opened_again(visit: Visit, heard: Heard) -> None:
    page = visit(INBOX)
    page.keyboard.press("f")
    page.locator("dialog[open] [name=q]").fill("Saturday")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".fchip")).to_contain_text("Saturday")
    expect(page.locator("#inbox-list [data-item]")).to_have_count(1)
    page.get_by_role("button", name="Saved views").click()
    page.get_by_role("menuitem", name="Save this view").click()
    page.locator("dialog[open] [name=name]").fill("Weekends")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#toasts")).to_contain_text("Saved the view Weekends")
    page.goto(INBOX)
    page.get_by_role("button", name="Saved views").click()
    page.get_by_role("menuitem", name="Weekends").click()
    expect(page.locator("#inbox-list [data-item]")).to_have_count(1)
