"""Today: what needs attention, for whom, and the palette that finds things by name."""

from datetime import date, datetime, timedelta

import pytest
from django.test.utils import CaptureQueriesContext

from northing.kernel import clock
from northing.organisation.models import Member
from northing.planning import commands as planning
from northing.planning.models import Feature, ForecastRun, Outlook, OutlookRecord, RunState
from northing.portfolio.models import Product
from tests.conftest import NOW, Clients, World


def promised(world: World, name: str, *, chance: float, was: float | None = None) -> Feature:
    """A feature of Billing with a promise whose chance is as given, and as it was three weeks ago."""
    feature = planning.create_feature(
        actor=world.hana, name=name, product=world.billing, team=world.billing_core, state="building"
    )
    return promise(feature, by=world.hana, chance=chance, was=was)


def promise(
    feature: Feature, *, by: Member, chance: float, was: float | None = None, due_on: date = date(2026, 7, 31)
) -> Feature:
    planning.commit(actor=by, feature=feature, due_on=due_on)
    run, _ = ForecastRun.objects.get_or_create(
        seed=1, draws=1, version="1", state=RunState.DONE, asked_at=NOW, asked_by=None
    )
    said = {"p50": date(2026, 7, 20), "p85": date(2026, 8, 21), "due_on": due_on}
    Outlook.objects.create(feature=feature, run=run, chance=chance, **said)
    if was is not None:
        day = (NOW - timedelta(days=21)).date()
        before = said | {"p85": date(2026, 7, 24)}
        OutlookRecord.objects.create(feature=feature, run=run, said_on=day, chance=was, **before)
    return feature


def test_a_commitment_that_may_not_hold_is_shown_with_what_it_was(world: World, clients: Clients) -> None:
    promised(world, "France", chance=0.54, was=0.78)
    page = clients["mara"].get("/").content.decode()
    assert "France" in page
    assert "54\u202f%" in page
    assert "was 78\u202f%" in page


def test_a_commitment_that_will_hold_is_not_shown_as_a_risk(world: World, clients: Clients) -> None:
    promised(world, "Poland", chance=0.93)
    page = clients["mara"].get("/").content.decode()
    assert "Every commitment is likely to hold" in page


def test_who_promised_nothing_is_not_told_that_it_holds(world: World, clients: Clients) -> None:
    promised(world, "Poland", chance=0.93)
    page = clients["vera"].get("/?whose=mine").content.decode()
    assert "Nothing of yours is promised yet." in page
    assert "likely to hold" not in page


def test_a_promise_past_its_day_is_at_risk_whatever_the_forecast_said(world: World, clients: Clients) -> None:
    promised(world, "Late", chance=0.93)
    with clock.frozen(datetime(2026, 8, 3, 9, tzinfo=NOW.tzinfo)):
        page = clients["mara"].get("/").content.decode()
    assert "Its day has passed." in page


def test_a_later_p85_is_worse(world: World, clients: Clients) -> None:
    promised(world, "France", chance=0.54, was=0.78)
    page = clients["mara"].get("/").content.decode()
    worse = page[page.index("Worse") :]
    assert "24 Jul" in worse
    assert "21 Aug" in worse


def test_others_see_their_own_until_they_ask_for_everybodys(world: World, clients: Clients) -> None:
    promised(world, "France", chance=0.54)
    assert "France" not in clients["oscar"].get("/").content.decode()
    assert "France" in clients["oscar"].get("/?whose=everyone").content.decode()


def test_many_commitments_at_risk_come_in_pages_the_least_likely_first(world: World, clients: Clients) -> None:
    for number in range(23):
        promised(world, f"Promise {number:02}", chance=0.1 + number / 50)
    first = clients["hana"].get("/").content.decode()
    assert "23 commitments need somebody" in first
    assert "Promise 00</a>, due" in first
    assert "Promise 20</a>, due" not in first
    assert 'href="?page=2"' in first
    for asked in ("2", "99"):
        last = clients["hana"].get(f"/?page={asked}").content.decode()
        assert "21–23 of 23" in last
        assert "Promise 20</a>, due" in last
        assert "Promise 00</a>, due" not in last


@pytest.mark.parametrize("page", ["0", "-1", "two", "1e9", "9" * 30, "\u00b2"])
def test_a_page_that_is_no_number_is_the_first(world: World, clients: Clients, page: str) -> None:
    promised(world, "France", chance=0.54)
    assert "France" in clients["hana"].get("/", {"page": page}).content.decode()


def test_the_other_pages_keep_whose_and_since_when(world: World, clients: Clients) -> None:
    for number in range(21):
        promised(world, f"Promise {number:02}", chance=0.3)
    page = clients["oscar"].get("/?whose=everyone&since=2026-05-01").content.decode()
    assert 'href="?whose=everyone&amp;since=2026-05-01&amp;page=2"' in page


def test_what_moved_is_cut_to_the_furthest(world: World, clients: Clients) -> None:
    for number in range(12):
        feature = promised(world, f"Moved {number:02}", chance=0.9, was=0.9)
        Outlook.objects.filter(feature=feature).update(p85=date(2026, 8, 1) + timedelta(days=number))
    page = clients["hana"].get("/").content.decode()
    assert page.index("Moved 11</a>, P85") < page.index("Moved 04</a>, P85")
    assert "Moved 03</a>, P85" not in page


def test_restricted_products_stay_out_of_today_and_search(world: World, clients: Clients) -> None:
    promised(world, "Secret plan", chance=0.1)
    Product.objects.filter(pk=world.billing.pk).update(restricted=True)
    for path in ("/?whose=everyone", "/search/?q=Secret", "/search/?q=Billing"):
        page = clients["oscar"].get(path).content.decode()
        assert "Secret plan" not in page
        assert "Product in" not in page


def test_the_palette_finds_features_products_members_and_teams(world: World, clients: Clients) -> None:
    promised(world, "Bill splitting", chance=0.8)
    page = clients["mara"].get("/search/?q=bill").content.decode()
    for found in ("Bill</mark> splitting", "Product in Payments", "Team"):
        assert found in page
    assert "Mara" in clients["mara"].get("/search/?q=%40mara").content.decode()


@pytest.mark.parametrize("query", ["", ">", "@", "%", "<script>", "a" * 500, "\\", "'"])
def test_the_palette_stands_any_question(world: World, clients: Clients, query: str) -> None:
    answer = clients["vera"].get("/search/", {"q": query})
    assert answer.status_code == 200
    assert b"<script>" not in answer.content


def test_viewers_are_offered_no_deeds_that_they_may_not_do(world: World, clients: Clients) -> None:
    page = clients["vera"].get("/search/?q=new").content.decode()
    assert "New feature" not in page
    assert "New feature" in clients["mara"].get("/search/?q=new").content.decode()


def test_more_features_mean_no_more_queries(world: World, clients: Clients) -> None:
    from django.db import connection

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            clients["hana"].get("/")
        return len(captured)

    for number in range(3):
        promised(world, f"First {number}", chance=0.5, was=0.7)
    queries()
    few = queries()
    for number in range(30):
        promised(world, f"More {number}", chance=0.5, was=0.7)
    assert queries() == few
