"""The list of features: what it shows, to whom, and that it stays quick."""

import csv
import io
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from northing.organisation import commands as organisation
from northing.organisation.models import SavedView
from northing.planning import commands
from northing.planning.models import Feature
from northing.planning.queries.effort import effort, moments
from northing.planning.queries.feature_filter import FeatureFilter
from northing.planning.queries.feature_list import PAGE, feature_list
from northing.portfolio.models import Product
from tests.conftest import Clients, World
from tests.planning.features.conftest import forecast

LIST = "/plan/features/"


def names(actor: object, query: str) -> list[str]:
    found = feature_list(actor, FeatureFilter.parse(query))  # type: ignore[arg-type]
    return [row.feature.name for group in found.groups for row in group.rows]


@pytest.mark.usefixtures("refund")
def test_without_a_query_it_shows_what_is_open(clients: Clients, pay: Feature, world: World) -> None:
    commands.change_feature(actor=world.mara, feature=pay, state="shipped")
    page = clients["mara"].get(LIST).content.decode()
    assert "Refunds" in page
    assert "Pay by bank" not in page


def test_where_there_are_none_yet_it_says_how_to_begin(world: World, clients: Clients) -> None:
    assert "No features yet" in clients["mara"].get("/plan/features/").content.decode()
    commands.create_feature(actor=world.hana, name="Dropped", state="dropped")
    assert "Nothing fits this filter" in clients["mara"].get("/plan/features/").content.decode()


def test_features_of_a_restricted_product_are_for_its_owner_and_the_heads(
    world: World, clients: Clients
) -> None:
    vault = Product.objects.create(name="Vault", owner=world.oscar, restricted=True)
    commands.create_feature(actor=world.hana, name="Unheard of", product=vault)
    assert "Unheard of" in clients["hana"].get(LIST).content.decode()
    assert "Unheard of" in clients["oscar"].get(LIST).content.decode()
    assert "Unheard of" not in clients["mara"].get(LIST).content.decode()
    export = b"".join(clients["mara"].get(f"{LIST}export/csv/").streaming_content)
    assert b"Unheard of" not in export


def test_groups_have_their_totals_and_the_sum_is_narrower_than_its_ends(pay: Feature, world: World) -> None:
    for _ in range(4):
        commands.create_feature(
            actor=world.mara, name=f"Another {_}", product=world.billing, team=world.billing_core,
            estimate_low=Decimal(4), estimate_likely=Decimal(6), estimate_high=Decimal(9),
        )  # fmt: skip
    found = feature_list(world.mara, FeatureFilter.parse("group=team"))
    [group] = found.groups
    assert (group.name, group.totals.features) == ("Billing Core", 5)
    total = found.totals.effort
    assert total is not None
    assert 5 * 4 < total.low < 5 * 6 < total.high < 5 * 9


def test_an_estimate_that_is_sure_has_no_spread() -> None:
    mean, variance = moments(Decimal(3), Decimal(3), Decimal(3))
    total = effort(2, 2 * mean, 2 * variance)
    assert total is not None
    assert (total.low, total.middle, total.high) == pytest.approx((6, 6, 6))


def test_the_moments_are_those_of_the_range() -> None:
    """5, 50 and 95 % points at 4, 6 and 9: a lognormal, since 6/4 = 9/6."""
    mean, variance = moments(Decimal(4), Decimal(6), Decimal(9))
    spread = 0.405465108 / 1.6448536269514722
    assert mean == pytest.approx(6 * 2.718281828 ** (spread**2 / 2), rel=1e-6)
    assert variance == pytest.approx(mean**2 * (2.718281828 ** (spread**2) - 1), rel=1e-6)


def test_a_fall_is_shown_with_what_the_chance_was(pay: Feature, world: World, clients: Clients) -> None:
    commands.commit(actor=world.mara, feature=pay, due_on=date(2026, 7, 31))
    pay.refresh_from_db()
    forecast(pay, chance=0.54, p50=date(2026, 7, 29), p85=date(2026, 8, 21), before=0.78)
    page = clients["mara"].get(LIST).content.decode()
    assert "54\u202f% chance to make the commitment, was 78\u202f%" in page


def test_a_chance_for_another_day_is_not_shown(pay: Feature, world: World) -> None:
    commands.commit(actor=world.mara, feature=pay, due_on=date(2026, 7, 31))
    pay.refresh_from_db()
    forecast(pay, chance=0.54, p50=date(2026, 7, 29), p85=date(2026, 8, 21))
    commands.commit(actor=world.mara, feature=pay, due_on=date(2026, 9, 30), reason="The certifier is late")
    [group] = feature_list(world.mara, FeatureFilter()).groups
    assert group.rows[0].chance is None


@pytest.mark.usefixtures("pay", "refund", "cash")
def test_it_sorts_filters_and_searches(world: World) -> None:
    assert names(world.mara, "sort=name") == ["Cash view", "Pay by bank", "Refunds"]
    assert names(world.mara, "sort=-name") == ["Refunds", "Pay by bank", "Cash view"]
    assert names(world.mara, f"team={world.data.pk}") == ["Cash view"]
    assert names(world.mara, "q=by bank") == ["Pay by bank"]


@pytest.mark.usefixtures("pay")
def test_an_address_that_cannot_be_says_where(clients: Clients) -> None:
    response = clients["mara"].get(f"{LIST}?sort=colour")
    assert response.status_code == 422
    assert "colour" in response.content.decode()


@pytest.mark.usefixtures("pay")
def test_a_page_after_the_last_leads_to_the_last(clients: Clients) -> None:
    response = clients["mara"].get(f"{LIST}?sort=rank&page=40")
    assert response.status_code == 302


def test_more_rows_need_no_more_queries(world: World, clients: Clients) -> None:
    def grow(count: int) -> None:
        many = [
            Feature(
                name=f"Number {at}",
                product=world.billing,
                team=world.billing_core,
                created_at=world.mara.joined_at,
            )
            for at in range(count)
        ]
        Feature.objects.bulk_create(many)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            clients["mara"].get(LIST)
        return len(queries)

    grow(50)
    asked()
    few = asked()
    grow(450)
    assert asked() == few
    assert feature_list(world.mara, FeatureFilter()).last == PAGE


@pytest.mark.usefixtures("refund")
def test_the_export_holds_what_is_shown_and_no_formula(world: World, clients: Clients, pay: Feature) -> None:
    commands.change_feature(actor=world.mara, feature=pay, name="=HYPERLINK(1)")
    answer = clients["mara"].get(f"{LIST}export/csv/?sort=name&columns=name,team,estimate")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["Feature", "Team", "Low, wk", "Likely, wk", "High, wk"]
    assert rows[1] == ["'=HYPERLINK(1)", "Billing Core", "4.0", "6.0", "9.0"]
    book = CalamineWorkbook.from_filelike(
        BytesIO(clients["mara"].get(f"{LIST}export/xlsx/?sort=name&columns=name,team,estimate").content)
    )
    [head, first, *_] = book.get_sheet_by_index(0).to_python()
    assert head == rows[0]
    assert first == ["=HYPERLINK(1)", "Billing Core", 4.0, 6.0, 9.0]


@pytest.mark.usefixtures("pay")
def test_a_name_stays_text(world: World, clients: Clients, refund: Feature) -> None:
    commands.change_feature(actor=world.mara, feature=refund, name="<script>alert(1)</script>")
    page = clients["mara"].get(LIST).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_an_unsafe_tracker_address_is_no_link(world: World, clients: Clients, pay: Feature) -> None:
    commands.change_feature(actor=world.mara, feature=pay, tracker_key="PAY-1")
    Feature.objects.filter(pk=pay.pk).update(tracker_url="javascript:alert(1)")
    page = clients["mara"].get(f"{LIST}?columns=tracker&sort=rank").content.decode()
    assert "PAY-1" in page
    assert "javascript:" not in page


def test_a_view_is_saved_shared_and_deleted(world: World, clients: Clients, pay: Feature) -> None:
    clients["mara"].post(
        f"{LIST}views/?team={world.billing_core.pk}&sort=name", {"name": "Ours", "shared": "on"}
    )
    assert "Ours" in clients["tim"].get(LIST).content.decode()
    shown = clients["tim"].get(f"{LIST}?team={world.billing_core.pk}&sort=name").content.decode()
    assert pay.name in shown

    view = SavedView.objects.get()
    clients["mara"].post(f"{LIST}views/{view.pk}/", {"name": "Mine"})
    assert "Mine" not in clients["tim"].get(LIST).content.decode()
    clients["mara"].post(f"{LIST}views/{view.pk}/delete/")
    assert not SavedView.objects.exists()


def test_a_view_with_a_column_that_is_gone_still_opens(world: World, clients: Clients) -> None:
    organisation.save_view(actor=world.mara, page="planning.features", name="Old", query="sort=colour")
    assert clients["mara"].get(LIST).status_code == 200
