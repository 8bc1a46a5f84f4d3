"""From a spreadsheet of ideas to a published plan of two quarters and five teams, in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from northing.planning import commands
from northing.planning.models import PlanDecision, Scenario, SelectionRun
from northing.planning.selection import asked
from tests.browsing import Visit, barriers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEAMS = ("Growth", "Mobile", "Payments", "Platform", "Web")


def ideas(path: Path) -> Path:
    """Three of each team, each less worth its time than the one before; two of them fit into two quarters."""
    rows = ["Idea,Product,Team,Reach (users/quarter),Impact,Confidence,Effort (person-weeks),RICE score"]
    for team in TEAMS:
        rows += [f"{team} {place},Shop,{team},{4000 // place},1,80%,6," for place in (1, 2, 3)]
    path.write_text("\n".join(rows))
    return path


def say_capacity(page: Page) -> None:
    """Seven person-weeks of each team in each of the next two quarters."""
    for team in TEAMS:
        cells = page.locator("tr", has=page.get_by_role("rowheader", name=team)).get_by_role("textbox")
        for quarter in (1, 2):
            with page.expect_response("**/calendar/capacity/*/"):
                cells.nth(quarter).fill("7")
                page.keyboard.press("Tab")


def test_from_a_spreadsheet_of_ideas_to_a_published_plan(
    visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asked, "ROBUST", 5)
    page = visit("/plan/prioritise/", as_="hana")
    page.get_by_role("link", name="Bring ideas").first.click()
    page.locator("input[type=file]").first.set_input_files(ideas(tmp_path / "ideas.csv"))
    page.get_by_role("button", name="Bring in 15 ideas").click()
    expect(page.locator("tr.it")).to_have_count(15)
    expect(page.locator("#toasts")).to_contain_text("5 teams made")

    page.get_by_role("link", name="Calendar").click()
    say_capacity(page)

    page.goto("/plan/best/")
    page.keyboard.press("w")
    expect(page.get_by_text("Looking for a first plan")).to_be_visible()
    commands.work_out_selection(SelectionRun.objects.get().pk)  # the worker's part
    expect(page.get_by_text("Worked out")).to_be_visible()  # with the reasons, which come last
    expect(page.get_by_text("Proven: no plan is worth more")).to_be_visible()
    lines = page.locator("table.bestplan tbody tr")
    expect(lines).to_have_count(15)
    assert all(cell.strip() for cell in lines.locator("td:last-child").all_inner_texts())  # each has its reason
    page.keyboard.press("t")
    page.keyboard.press("t")  # pressed twice, it is sent once
    expect(page.get_by_role("heading", name="Best plan, ")).to_be_visible()
    assert Scenario.objects.count() == 2  # with the plan as it was
    commands.work_out_scenarios()

    page.keyboard.press("u")
    page.get_by_label("Why (kept with the decision, D-1)").fill("Worth most in what five teams have")
    assert barriers(page) == []
    page.get_by_role("button", name="Publish").click()
    page.get_by_role("heading", name="D-1: why").wait_for()
    assert PlanDecision.objects.get().scenario.choices.exclude(period=None).count() == 10
    assert Scenario.objects.filter(state="published").latest("pk").published_at is not None
