"""The page Flow: what changed by more than luck, what is old, and what lies behind both."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from northing.planning import commands
from northing.planning.models import Feature
from northing.portfolio import commands as portfolio
from tests.conftest import Clients, World
from tests.planning.flow.conftest import WEEKS, Deliver, doing

PAGE = "/plan/flow/"
STEADY = [4, 6, 5, 5, 4, 6, 7, 5, 3, 5, 6, 5, 4, 6, 5, 5, 5, 4, 6, 5, 6, 4]
FELL = [*STEADY[:16], 1, 0, 1, 2, 0, 1]


def text_of(clients: Clients, who: str, path: str = PAGE) -> str:
    response = clients[who].get(path)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def row_of(page: str, name: str) -> str:
    """The words of the row of one measure."""
    row = next(row for row in page.split("<tr") if f">{name}</a>" in row)
    return " ".join(re.sub(r"<[^>]*>", " ", row).split())


def test_a_team_that_slows_down_is_named(world: World, clients: Clients, deliver: Deliver) -> None:
    deliver(world.billing_core, FELL)
    deliver(world.data, STEADY)
    page = text_of(clients, "hana")
    row = row_of(page, "Items finished a week")
    assert "Fell significantly" in row
    assert "Billing Core alone fell from 5.1 to 0.8" in row
    assert "Items finished a week fell from 10 to 5.8" in page
    assert "Did not change significantly" in row_of(page, "Cycle time, half")


def test_a_team_that_changed_is_named_where_all_together_did_not(
    world: World, clients: Clients, deliver: Deliver
) -> None:
    deliver(world.billing_core, [2] * 16 + [0, 1, 0, 1, 0, 1])
    deliver(world.data, [30, 12, 25, 9] * 5 + [24, 11])
    page = text_of(clients, "hana")
    said = "In Billing Core items finished a week fell from 2.0 to 0.5."
    assert f"Taken together, nothing changed by more than luck in the last six weeks. {said}" in page
    assert "Billing Core alone fell from 2.0 to 0.5" in row_of(page, "Items finished a week")


def test_where_luck_would_do_it_nothing_changed(world: World, clients: Clients, deliver: Deliver) -> None:
    deliver(world.billing_core, STEADY)
    page = text_of(clients, "hana")
    assert "Nothing changed by more than luck in the last six weeks." in page
    assert "significantly" in row_of(page, "Items in progress")
    assert "Rose significantly" not in page
    assert "Fell significantly" not in page


def test_one_team_alone_is_asked_for(world: World, clients: Clients, deliver: Deliver) -> None:
    deliver(world.billing_core, FELL)
    deliver(world.data, STEADY)
    page = text_of(clients, "hana", f"{PAGE}?team={world.data.pk}")
    assert "Nothing changed by more than luck" in page
    assert "5.0" in row_of(page, "Items finished a week")


def test_a_young_record_says_what_it_needs(world: World, clients: Clients, deliver: Deliver) -> None:
    deliver(world.billing_core, [2, 3, 2, 4])
    page = text_of(clients, "hana")
    assert "so far 4 weeks of 9" in page
    assert "Compare 4 weeks" in page


def test_unplanned_is_what_belongs_to_no_feature_or_was_found_later(
    world: World, clients: Clients, deliver: Deliver, feature: Feature
) -> None:
    deliver(world.billing_core, [2] * WEEKS)
    deliver(world.billing_core, [1] * WEEKS, of=None)
    deliver(world.billing_core, [1] * WEEKS, found=True, days=8)
    page = text_of(clients, "hana")
    assert "71 %" in row_of(page, "Unplanned share of time")  # 2 + 8 of 14 days
    row = row_of(page, "Unplanned share of items")
    assert "50\u202f%".replace("\u202f", " ") in row
    assert "25 % belong to no feature and 25 % were found while their feature was built." in row
    behind = text_of(clients, "hana", f"{PAGE}items/?behind=unplanned")
    assert behind.count("no feature</td>") == WEEKS
    assert behind.count("found later</td>") == WEEKS


def test_what_is_old_for_its_team_is_named_and_today_says_so(
    world: World, clients: Clients, deliver: Deliver, feature: Feature
) -> None:
    deliver(world.billing_core, STEADY)
    doing(world.billing_core, feature, "Certificate of the bank", days=12)
    doing(world.billing_core, feature, "Fresh", days=1)
    page = text_of(clients, "hana")
    assert "One is older than 85 % of finished items of their team were." in page
    assert "Certificate of the bank has been in progress for 12 d, where its kind takes 2 d." in page
    behind = text_of(clients, "hana", f"{PAGE}items/?behind=old")
    assert "Certificate of the bank" in behind
    assert "Fresh" not in behind
    for who, named in (("tim", True), ("hana", True), ("oscar", False)):
        assert ("Certificate of the bank" in text_of(clients, who, "/")) is named


def test_nothing_of_a_restricted_product_is_counted_or_named_for_others(
    world: World, clients: Clients, deliver: Deliver, feature: Feature
) -> None:
    deliver(world.billing_core, STEADY)
    vault = commands.create_feature(
        actor=world.hana, name="Vault", product=world.insights, team=world.billing_core, state="building"
    )
    portfolio.change_product(actor=world.hana, product=world.insights, restricted=True)
    deliver(world.billing_core, [5] * WEEKS, of=vault)
    doing(world.billing_core, vault, "Secret door", days=40)
    assert "10" in row_of(text_of(clients, "hana"), "Items finished a week")
    assert "5.1 5.0" in row_of(text_of(clients, "tim"), "Items finished a week")
    for path in (PAGE, f"{PAGE}items/?behind=old", f"{PAGE}items/?behind=progress", "/"):
        assert "Secret door" not in text_of(clients, "tim", path)


def test_every_week_stands_in_the_table(world: World, clients: Clients, deliver: Deliver) -> None:
    deliver(world.billing_core, STEADY)
    page = text_of(clients, "hana", f"{PAGE}?view=table")
    assert page.count("Week by week") == 1
    assert "25 May" in page
    assert 'class="bars"' not in page


def test_what_the_last_weeks_do_to_dates_is_left_out_without_a_forecast(
    world: World, clients: Clients, deliver: Deliver
) -> None:
    deliver(world.billing_core, STEADY)
    assert text_of(clients, "hana", f"{PAGE}dates/").strip() == ""


@pytest.mark.parametrize(
    "query",
    ["compare=1-2", "compare=x", "team=ten", "behind=everything", "page=-1", "team=99999999999999999999"],
)
def test_what_can_not_be_asked_is_said(world: World, clients: Clients, query: str) -> None:
    assert clients["hana"].get(f"{PAGE}items/?{query}").status_code in {400, 422}


def test_queries_do_not_grow_with_items(
    world: World, clients: Clients, deliver: Deliver, feature: Feature
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            text_of(clients, "mara")
            text_of(clients, "mara", f"{PAGE}items/")
        return len(queries)

    deliver(world.billing_core, STEADY)
    doing(world.billing_core, feature, "One", days=9)
    asked()  # what is kept for the next page is kept
    few = asked()
    deliver(world.data, STEADY, of=None)
    for number in range(30):
        doing(world.data, feature, f"More {number}", days=number)
    assert asked() == few
