"""Prioritise in a real browser: typed, moved, pinned, pasted and undone without a mouse; no barriers."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from northing.kernel import clock
from northing.organisation.models import Member, Team
from northing.planning import commands
from northing.planning.commands.scoring import first_score_model
from northing.planning.commands.scoring.rounds import start_round
from northing.planning.models import Feature, Input, Key, ScoringRound
from northing.portfolio.models import Product
from tests.browsing import Visit, barriers, flaws
from tests.planning.features.test_in_browser import COPIED
from tests.planning.prioritise.conftest import rice

pytestmark = pytest.mark.browser
REACH = {"Network tokens": 5000, "Offline mode": 1500, "Cash view": 200}


def weigh() -> None:
    hana = Member.objects.get(name="Hana Sato")
    first_score_model(actor=hana)
    of = {"product": Product.objects.get(name="Billing"), "team": Team.objects.get(name="Billing Core")}
    for name, reach in REACH.items():
        made = commands.create_feature(
            actor=hana, name=name, estimate_low=3, estimate_likely=4, estimate_high=6, **of
        )
        rice(Key("feature", made.pk), reach, 1, hana)


def alone() -> ScoringRound:
    """Hana and Mara are asked about Cash view."""
    hana, mara = (Member.objects.get(name__startswith=name) for name in ("Hana", "Mara"))
    return start_round(
        actor=hana,
        name="Alone",
        score_model=first_score_model(actor=hana),
        keys=[Key("feature", Feature.objects.get(name="Cash view").pk)],
        fields=["reach"],
        members=[hana, mara],
        until=clock.now() + timedelta(days=1),
    )


def test_candidates_are_weighed_by_keys_alone(visit: Visit) -> None:
    weigh()
    page = visit("/plan/prioritise/?room=9", as_="hana")
    rows, toasts, keys = page.locator("tr.it"), page.locator("#toasts"), page.keyboard
    keys.press("j")
    expect(rows.nth(0).locator("[data-still=name]")).to_be_focused()
    for key in ("j", "ArrowRight", "ArrowRight", "Enter"):
        keys.press(key)
    expect(page.get_by_label("likely", exact=True)).to_be_focused()
    keys.press("Shift+Tab")
    for end in ("8k", "9k", "10k"):
        keys.type(end)
        keys.press("Enter" if end == "10k" else "Tab")
    expect(rows.nth(0)).to_contain_text("Offline mode")
    expect(rows.nth(0).locator("[data-cell=reach]")).to_be_focused()
    keys.press("z")
    expect(rows.nth(0)).to_contain_text("Network tokens")
    expect(rows.nth(1).locator("[data-cell=reach]")).to_have_text(re.compile(r"1\.5k"))
    page.locator("[data-item]", has_text="Cash view").locator("[data-cell=impact]").focus()
    keys.press("p")
    expect(page.locator("tr.it:not(.out)", has_text="Cash view")).to_contain_text("pinned in")
    keys.press("]")
    page.wait_for_url(re.compile("room=12"))  # until its scripts listen to keys
    expect(page.locator("tr.it.out")).to_have_count(0)
    keys.press("[")
    expect(page.locator("tr.it.out")).to_have_count(1)
    page.locator("[data-item]", has_text="Offline mode").locator("[data-cell=reach]").focus()
    page.evaluate(COPIED, "700\t2")
    expect(toasts).to_contain_text("Pasted into 1 candidate")
    said = Input.objects.filter(feature__name="Offline mode", field__in=("reach", "impact"))
    assert sorted(said.values_list("likely", flat=True)) == [2, 700]
    # A number that is saved is not said to be lost when the order that follows does not come.
    page.route("**/again/", lambda route: route.abort())
    page.locator("[data-item]", has_text="Offline mode").locator("[data-cell=reach]").focus()
    keys.press("Enter")
    keys.type("800")
    keys.press("Enter")
    expect(toasts).to_contain_text("Not shown: the server did not answer.")
    page.unroute_all(behavior="ignoreErrors")
    page = visit(f"/plan/rounds/{alone().pk}/", as_="hana")
    page.get_by_label("Reach of Cash view, likely").fill("300")
    page.keyboard.press("Control+Enter")  # what it is said to do: the main button's work
    expect(page.get_by_text("You said that you are done")).to_be_visible()


def test_the_grid_and_its_map_have_no_barriers_at_any_width(visit: Visit) -> None:
    weigh()
    assert flaws(visit("/plan/prioritise/?room=9", as_="hana")) == []
    assert flaws(visit("/plan/prioritise/map/", as_="hana")) == []
    page = visit("/plan/prioritise/?columns=score,team,owner,state&room=9", as_="hana")
    page.get_by_role("button", name="View").click()
    page.get_by_role("menuitem", name="Columns").click()
    expect(page.get_by_role("dialog", name="Columns")).to_be_visible()
    assert barriers(page) == []
