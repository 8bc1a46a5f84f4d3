"""A head of product's first day, in a real browser: set up, bring the tracker's export, read the roadmap."""

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from northing.exchange import commands as exchange
from northing.exchange.models import Import
from northing.kernel import clock
from northing.organisation.commands import begin_setup
from northing.planning import commands as planning
from northing.planning.models import Feature
from tests.browsing import barriers

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
PASSPHRASE = "four words are enough"


def export(path: Path) -> Path:
    """Half a year of one team, as Jira writes it: two epics, the second with a due date."""
    columns = ["Summary", "Issue key", "Issue id", "Issue Type", "Status", "Component/s", "Created", "Resolved"]
    columns += ["Due date", "Parent"]
    written = "%d/%b/%y 9:26 AM"
    start = clock.today() - timedelta(weeks=24)
    due = (clock.today() + timedelta(weeks=12)).strftime(written)
    rows: list[list[str]] = [
        [
            "Invoices by post",
            "TA-1",
            "1",
            "Epic",
            "Done",
            "Core",
            *_days(start, start + timedelta(weeks=20)),
            "",
            "",
        ],
        ["Invoices by mail", "TA-2", "2", "Epic", "In Progress", "Core", start.strftime(written), "", due, ""],
    ]
    for number in range(60):
        done = start + timedelta(days=7 + number * 2)
        epic = "1" if number < 50 else "2"
        cells = [f"Step {number}", f"TA-{number + 10}", str(number + 10), "Story", "Done", "Core"]
        rows.append([*cells, *_days(start, done), "", epic])
    for number in range(12):
        cells = [f"To come {number}", f"TA-{number + 90}", str(number + 90), "Story", "To Do", "Core"]
        rows.append([*cells, start.strftime(written), "", "", "2"])
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([columns, *rows])
    return path


def _days(created: date, done: date) -> list[str]:
    return [created.strftime("%d/%b/%y 9:26 AM"), done.strftime("%d/%b/%y 4:05 PM")]


def set_up(page: "Page", code: str) -> None:
    page.goto("/")
    said = {"code": code, "organisation": "Tarn", "name": "Olive Reyes", "email": "olive@tarn.example"}
    for name, value in said.items():
        page.locator(f"input[name={name}]").fill(value)
    page.locator("input[name=password]").fill(PASSPHRASE)
    page.get_by_label("Fill it with an example").uncheck()
    page.get_by_role("button", name="Create").click()
    page.wait_for_url("**/")


def work() -> None:
    """What the worker does in the background."""
    exchange.work_on(Import.objects.get())
    planning.refresh_forecast(asked_by=None)


def test_from_an_empty_server_to_a_roadmap(
    chromium: "Browser", live_server: Any, tmp_path: Path, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    code = begin_setup()
    assert code is not None
    context = chromium.new_context(base_url=live_server.url, reduced_motion="reduce")
    page = context.new_page()
    set_up(page, code)

    page.goto("/settings/import/")
    page.locator("input[type=file]").first.set_input_files(export(tmp_path / "tarn.csv"))
    page.wait_for_url("**/settings/import/*/")
    assert "Recognised as Jira" in page.content()
    assert barriers(page) == []

    work()  # the look, which the page asked for by itself
    page.reload()
    page.get_by_role("button", name="Bring in").click()
    page.wait_for_load_state("networkidle")
    work()
    assert Import.objects.get().state == "done"

    page.goto("/plan/roadmap/")
    page.get_by_text("Invoices by mail").first.wait_for()
    by_mail = Feature.objects.get(name="Invoices by mail")
    assert by_mail.items_left == 12
    assert by_mail.due_on == clock.today() + timedelta(weeks=12)
    assert by_mail.outlook.chance is not None
    assert barriers(page) == []
    context.close()
