"""Typing, changing many and pasting: what is written, and what is refused with its place."""

from datetime import date
from decimal import Decimal

import pytest

from northing.kernel.days import read_day
from northing.kernel.errors import Refused
from northing.organisation.queries.history import history_of
from northing.planning.forms.cells import Reader
from northing.planning.models import Feature
from tests.conftest import NOW, Clients, World
from tests.planning.features.conftest import forecast

GRID = "/plan/features"


def cell(feature: Feature, field: str) -> str:
    return f"{GRID}/{feature.pk}/cell/{field}/"


def test_a_cell_is_written_and_the_row_comes_back(clients: Clients, pay: Feature, world: World) -> None:
    answer = clients["mara"].post(cell(pay, "state"), {"value": "planned"}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert answer.content.decode().lstrip().startswith('<tr class="it waits"')
    assert "Undo" in answer.content.decode()
    pay.refresh_from_db()
    assert pay.state == "planned"


def test_it_can_be_undone(clients: Clients, pay: Feature, world: World) -> None:
    clients["mara"].post(cell(pay, "state"), {"value": "planned"})
    context = history_of(world.hana, pay)[0].context
    clients["mara"].post(f"/undo/{context}/")
    pay.refresh_from_db()
    assert pay.state == "idea"


def test_an_estimate_is_three_numbers(clients: Clients, pay: Feature) -> None:
    clients["mara"].post(cell(pay, "estimate"), {"value": "3-5-8.5"})
    pay.refresh_from_db()
    assert (pay.estimate_low, pay.estimate_likely, pay.estimate_high) == (3, 5, Decimal("8.5"))


def test_what_cannot_be_stays_in_the_cell_with_the_reason(clients: Clients, pay: Feature) -> None:
    answer = clients["mara"].post(cell(pay, "estimate"), {"value": "soon"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "low, likely and high" in page
    assert 'value="soon"' in page
    pay.refresh_from_db()
    assert pay.estimate_likely == 6


def test_a_name_that_does_not_exist_is_named(clients: Clients, pay: Feature) -> None:
    answer = clients["mara"].post(cell(pay, "team"), {"value": "Nobody"})
    assert answer.status_code == 422
    assert "no team “Nobody”" in answer.content.decode()


@pytest.mark.usefixtures("cash")
def test_a_choice_that_the_actor_may_not_see_does_not_exist(
    clients: Clients, pay: Feature, world: World
) -> None:
    world.insights.restricted = True
    world.insights.save()
    answer = clients["mara"].post(cell(pay, "product"), {"value": "Insights"})
    assert answer.status_code == 422


def test_a_first_promise_needs_no_reason_and_moving_it_does(clients: Clients, pay: Feature) -> None:
    assert clients["mara"].post(cell(pay, "commitment"), {"value": "31 Jul"}).status_code == 200
    moved = clients["mara"].post(cell(pay, "commitment"), {"value": "2026-08-31"})
    assert moved.status_code == 422
    assert "needs a reason" in moved.content.decode()
    said = {"value": "2026-08-31", "reason": "The certifier is late"}
    assert clients["mara"].post(cell(pay, "commitment"), said).status_code == 200
    pay.refresh_from_db()
    assert pay.due_on == date(2026, 8, 31)
    assert pay.commitments.count() == 2


def test_an_emptied_commitment_is_withdrawn(clients: Clients, pay: Feature) -> None:
    clients["mara"].post(cell(pay, "commitment"), {"value": "31 Jul"})
    clients["mara"].post(cell(pay, "commitment"), {"value": "", "reason": "Dropped from the deal"})
    pay.refresh_from_db()
    assert pay.due_on is None


def test_dates_are_offered_with_their_chances(clients: Clients, pay: Feature) -> None:
    forecast(pay, chance=None, p50=date(2026, 7, 10), p85=date(2026, 8, 21))
    editor = clients["mara"].get(cell(pay, "commitment")).content.decode()
    assert "even bet" in editor
    assert "30 Sep" in editor
    assert "21 Aug" in editor


@pytest.mark.parametrize("after", ["", "yesterday", "2026-07-31", "2026-07-31T09:00:00"])
def test_a_row_is_asked_for_since_a_moment(clients: Clients, pay: Feature, after: str) -> None:
    answer = clients["mara"].get(f"/plan/features/{pay.pk}/row/", {"after": after})
    assert answer.status_code == 422
    assert "Not a moment" in answer.content.decode()


def test_a_member_of_another_team_changes_nothing(clients: Clients, pay: Feature) -> None:
    assert clients["oscar"].post(cell(pay, "name"), {"value": "Ours now"}).status_code == 403
    pay.refresh_from_db()
    assert pay.name == "Pay by bank"


@pytest.mark.parametrize("field", ["chance", "p85", "items", "nothing"])
def test_what_is_computed_is_not_written(clients: Clients, pay: Feature, field: str) -> None:
    assert clients["mara"].post(cell(pay, field), {"value": "1"}).status_code == 404


def test_the_same_into_many_is_one_change(
    clients: Clients, pay: Feature, refund: Feature, world: World
) -> None:
    said = {"feature": [pay.pk, refund.pk], "field": "state", "choice": "planned"}
    assert clients["mara"].post(f"{GRID}/bulk/", said).status_code == 200
    assert set(Feature.objects.values_list("state", flat=True)) == {"planned"}
    contexts = {history_of(world.hana, feature)[0].context for feature in (pay, refund)}
    assert len(contexts) == 1


def test_many_are_changed_all_or_none(clients: Clients, pay: Feature, cash: Feature) -> None:
    said = {"feature": [pay.pk, cash.pk], "field": "state", "choice": "planned"}
    assert clients["mara"].post(f"{GRID}/bulk/", said).status_code == 403
    pay.refresh_from_db()
    assert pay.state == "idea"


def test_a_block_is_pasted_from_the_focused_cell_on(clients: Clients, pay: Feature, refund: Feature) -> None:
    said = {
        "row": f"{pay.pk},{refund.pk}",
        "column": "name,product,team,state,estimate",
        "text": "Bank pay\tBilling\tBilling Core\tPlanned\t2-3-5\r\nMoney\tBilling\tBilling Core\tShaped\t\r\n",
    }
    assert clients["mara"].post(f"{GRID}/paste/", said).status_code == 200
    pay.refresh_from_db()
    refund.refresh_from_db()
    assert (pay.name, pay.state, pay.estimate_high) == ("Bank pay", "planned", 5)
    assert (refund.name, refund.state, refund.estimate_likely) == ("Money", "shaped", None)


def test_a_block_with_errors_names_each_and_writes_nothing(
    clients: Clients, pay: Feature, refund: Feature, cash: Feature
) -> None:
    said = {
        "row": f"{pay.pk},{refund.pk},{cash.pk}",
        "column": "name,team,state",
        "text": "One\tNo such\tPlanned\nTwo\tBilling Core\tMaybe\nThree\tData\tPlanned",
    }
    answer = clients["mara"].post(f"{GRID}/paste/", said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Row 1, Team" in page
    assert "Row 2, State" in page
    pay.refresh_from_db()
    assert pay.name == "Pay by bank"


def test_a_row_of_somebody_else_is_named(clients: Clients, pay: Feature, cash: Feature) -> None:
    said = {"row": f"{pay.pk},{cash.pk}", "column": "name", "text": "One\nTwo"}
    answer = clients["mara"].post(f"{GRID}/paste/", said)
    assert answer.status_code == 403
    assert "Row 2" in answer.content.decode()
    pay.refresh_from_db()
    assert pay.name == "Pay by bank"


def test_a_row_that_a_rule_refuses_is_named(clients: Clients, pay: Feature, refund: Feature) -> None:
    said = {"row": f"{pay.pk},{refund.pk}", "column": "name,commitment", "text": "One\t31 Jul\nTwo\t1 May 2026"}
    answer = clients["mara"].post(f"{GRID}/paste/", said)
    assert answer.status_code == 422
    assert "Row 2" in answer.content.decode()
    assert "has passed" in answer.content.decode()
    pay.refresh_from_db()
    assert pay.due_on is None


@pytest.mark.parametrize("text", ["a\nb\nc", "a\tb\tc\td"])
def test_a_block_that_does_not_fit_is_refused(clients: Clients, pay: Feature, text: str) -> None:
    said = {"row": str(pay.pk), "column": "name,team", "text": text}
    assert clients["mara"].post(f"{GRID}/paste/", said).status_code == 422


def test_a_computed_column_is_left_out_of_a_block(clients: Clients, pay: Feature) -> None:
    said = {"row": str(pay.pk), "column": "p85", "text": "31 Jul"}
    assert "is computed" in clients["mara"].post(f"{GRID}/paste/", said).content.decode()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31 Jul", date(2026, 7, 31)),
        ("31 january", date(2027, 1, 31)),
        ("Jul 31, 2027", date(2027, 7, 31)),
        ("2026-12-24", date(2026, 12, 24)),
        ("24.12.2026", date(2026, 12, 24)),
        ("24/12/26", date(2026, 12, 24)),
    ],
)
def test_days_are_read_as_people_write_them(text: str, day: date) -> None:
    assert read_day(text, NOW.date()) == day


@pytest.mark.parametrize("text", ["soon", "31 Jun", "2026-13-01", "99 99 9999", "31 foo"])
def test_what_is_no_day_is_said(text: str) -> None:
    with pytest.raises(Refused, match="no day"):
        read_day(text, NOW.date())


def test_names_are_looked_up_once_a_field(world: World, django_assert_num_queries: object) -> None:
    reader = Reader(world.mara, NOW.date())
    reader.fields("team", "Data")
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert reader.fields("team", "Billing Core")["team"] == world.billing_core
