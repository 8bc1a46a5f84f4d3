"""The roadmap in a real browser: by mouse and by key."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from northing.organisation.models import Member, Team
from northing.planning import commands
from northing.planning.models import Dependency, Feature
from northing.portfolio.models import Product
from tests.browsing import Visit, flaws

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE = "/plan/roadmap/?feature=none"


def fill() -> list[Feature]:
    """Three features with estimates and dates, forecast from what the team can give."""
    olive, team = Member.objects.get(name="Olive Reyes"), Team.objects.get(name="Billing Core")
    made = [
        commands.create_feature(
            actor=olive,
            name=name,
            product=Product.objects.get(name="Billing"),
            team=team,
            state="planned",
            estimate_low=Decimal(2),
            estimate_likely=Decimal(4),
            estimate_high=Decimal(6),
        )
        for name in ("Pay by bank", "Receipts", "Reminders")
    ]
    commands.commit(actor=olive, feature=made[0], due_on=date.today() + timedelta(days=40))
    commands.refresh_forecast(asked_by=None, draws=500)
    return made


def open_roadmap(visit: Visit, address: str = PAGE) -> Page:
    fill()
    return visit(address)


def test_no_barriers_and_nothing_wider_than_the_window(visit: Visit) -> None:
    page = open_roadmap(visit, "/plan/roadmap/")
    assert flaws(page) == []
    page.goto("/plan/roadmap/?view=columns&audience=executives")
    assert flaws(page) == []


def test_a_flag_is_dragged_to_another_day(visit: Visit) -> None:
    page = open_roadmap(visit)
    flag = page.locator(".tr .fcom").bounding_box()
    assert flag is not None
    page.mouse.move(flag["x"] + 1, flag["y"] + 8)
    page.mouse.down()
    page.mouse.move(flag["x"] + 60, flag["y"] + 8, steps=5)
    page.mouse.up()
    dialog = page.locator("dialog#commitment[open]")
    dialog.wait_for()
    chosen = dialog.get_by_label("Committed date").input_value()
    dialog.get_by_role("button", name="Commit").click()
    dialog.get_by_text("needs a reason").wait_for()
    dialog.get_by_label("Why").fill("The bank was late")
    dialog.get_by_role("button", name="Commit").click()
    page.get_by_text("Committed Pay by bank for").wait_for()
    feature = Feature.objects.get(name="Pay by bank")
    assert str(feature.due_on) == chosen
    assert feature.due_on is not None
    assert feature.due_on > date.today() + timedelta(days=45)


def test_enter_in_the_date_commits_and_does_not_withdraw(visit: Visit) -> None:
    page = open_roadmap(visit)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.locator("#panel h2").get_by_text("Pay by bank").wait_for()
    page.keyboard.press("d")
    dialog = page.locator("dialog#commitment[open]")
    dialog.wait_for()
    dialog.get_by_label("To whom").fill("The board")
    dialog.get_by_label("To whom").press("Enter")
    dialog.get_by_text("Moving a promise needs a reason").wait_for()
    assert Feature.objects.get(name="Pay by bank").due_on is not None


def test_a_bar_dropped_on_another_row_links_them(visit: Visit) -> None:
    page = open_roadmap(visit)
    bars = page.locator(".tr .fbar")
    first, second = bars.nth(0).bounding_box(), bars.nth(1).bounding_box()
    assert first is not None
    assert second is not None
    page.mouse.move(first["x"] + 5, first["y"] + 5)
    page.mouse.down()
    page.mouse.move(second["x"] + 5, second["y"] + 5, steps=5)
    page.mouse.up()
    dialog = page.locator("dialog#link[open]")
    dialog.wait_for()
    dialog.get_by_role("button", name="Link").click()
    page.get_by_text("Linked: Receipts needs Pay by bank").wait_for()
    assert Dependency.objects.get().other.name == "Pay by bank"


def test_moving_opening_and_deciding_by_key(visit: Visit) -> None:
    page = open_roadmap(visit)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.locator("#panel h2").get_by_text("Receipts").wait_for()
    page.wait_for_url(re.compile(r"feature=\d"))
    page.keyboard.press("d")
    page.locator("dialog#commitment[open]").wait_for()
    page.keyboard.press("Escape")
    page.locator("dialog#commitment[open]").wait_for(state="detached")
    page.keyboard.press("l")
    page.locator("dialog#link[open]").wait_for()
    page.keyboard.press("Escape")
    page.locator("dialog#link[open]").wait_for(state="detached")
    page.keyboard.press("Escape")
    page.locator("#panel h2").wait_for(state="hidden")
    page.keyboard.press("n")
    page.wait_for_url("**view=columns**")


def test_rows_change_places_by_key_and_back(visit: Visit) -> None:
    page = open_roadmap(visit)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Alt+ArrowUp")
    page.get_by_text("Ranked Receipts before Pay by bank").wait_for()
    expect(page.locator(".tr .n").first).to_have_text("Receipts")
    page.keyboard.press("z")
    page.get_by_text("Undone").wait_for()
    expect(page.locator(".tr .n").first).to_have_text("Pay by bank")
