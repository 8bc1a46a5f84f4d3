"""Scenarios in a real browser: no barriers, and a plan published without a mouse."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from northing.organisation.models import Member
from northing.planning import commands
from northing.planning.models import PlanDecision, Scenario
from tests.browsing import Visit, flaws
from tests.planning.roadmap.test_browser import fill

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def weigh() -> list[Scenario]:
    first, *_ = fill()
    olive = Member.objects.get(name="Olive Reyes")
    smaller, later = (commands.new_scenario(actor=olive, name=name) for name in ("Smaller", "Later"))
    commands.set_date(actor=olive, scenario=smaller, feature=first, effort_times=0.5)
    commands.set_date(
        actor=olive, scenario=later, feature=first, due_on=date.today() + timedelta(days=90), reason="Asked for"
    )
    commands.work_out_scenarios()
    return [smaller, later]


def test_no_barriers_and_nothing_wider_than_the_window(visit: Visit) -> None:
    smaller, _ = weigh()
    for path in ("/plan/scenarios/", f"/plan/scenarios/{smaller.pk}/"):
        assert flaws(visit(path)) == []


def test_a_scenario_is_chosen_and_published_by_key(visit: Visit) -> None:
    weigh()
    page = visit("/plan/scenarios/", as_="hana")
    page.keyboard.press("3")
    page.get_by_role("heading", name="Publish B as the plan").wait_for()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_label("Why (kept with the decision, D-1)")).to_be_focused()
    page.keyboard.type("Agreed on Monday")
    page.keyboard.press("Control+Enter")
    page.get_by_role("heading", name="D-1: why").wait_for()
    assert PlanDecision.objects.get().scenario.name == "Later"
