"""The list of opportunities: what each weighs, its filter, the one beside it."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from northing.insight import commands
from northing.insight.models import Customer, Feedback, Opportunity, Segment
from northing.insight.queries.opportunity_filter import OpportunityFilter
from northing.insight.queries.opportunity_list import OpportunityRow, opportunity_list, opportunity_row
from northing.insight.queries.opportunity_panel import opportunity_panel
from northing.insight.scoring import direction
from northing.kernel.errors import Refused
from tests.conftest import NOW, Clients, World

pytestmark = pytest.mark.django_db
LIST = "/insight/opportunities/"
ALL = OpportunityFilter()


def problem(world: World, name: str, **fields: Any) -> Opportunity:
    return commands.create_opportunity(actor=world.mara, name=name, **fields)


def customer(world: World, name: str, worth: int, segment: Segment | None = None) -> Customer:
    made = commands.create_customer(actor=world.mara, name=name, revenue=Decimal(worth))
    if segment is not None:
        commands.put_in_segments(actor=world.mara, customer=made, segments=[segment.pk])
    return made


def asks(world: World, by: Customer, of: Opportunity, *, days_ago: int = 1, **fields: Any) -> Feedback:
    at = NOW - timedelta(days=days_ago)
    piece = commands.add_feedback(actor=world.tim, text="We need it", customer=by, received_at=at, **fields)
    commands.highlight(actor=world.tim, feedback=piece, opportunity=of)
    return piece


def names(world: World, query: str) -> list[str]:
    found = opportunity_list(world.mara, OpportunityFilter.parse(query))
    return [row.opportunity.name for row in found.rows]


def row(world: World, of: Opportunity, wanted: OpportunityFilter = ALL) -> OpportunityRow:
    return opportunity_row(world.mara, of.pk, wanted)


def test_each_customer_counts_once_however_often_and_in_however_many_segments(world: World) -> None:
    large, board = Segment.objects.create(name="Enterprise"), Segment.objects.create(name="Board", position=1)
    brandt = customer(world, "Brandt", 400_000, large)
    commands.put_in_segments(actor=world.mara, customer=brandt, segments=[large.pk, board.pk])
    quay = customer(world, "Quay", 20_000)
    refund = problem(world, "Refund part of an invoice")
    for by in (brandt, brandt, quay):
        asks(world, by, refund)
    found = row(world, refund).evidence
    assert (found.pieces, found.customers, found.revenue) == (3, 2, Decimal(420_000))
    assert [(share.name, share.customers, share.revenue) for share in found.shares] == [
        ("Enterprise", 1, Decimal(400_000)),
        ("Others", 1, Decimal(20_000)),
    ]


def test_evidence_is_of_the_window_that_is_asked_for(world: World) -> None:
    brandt, refund = customer(world, "Brandt", 1000), problem(world, "Refund")
    asks(world, brandt, refund, days_ago=200)
    asks(world, customer(world, "Quay", 10), refund, days_ago=20)
    year, quarter = row(world, refund), row(world, refund, OpportunityFilter(months=3))
    assert (year.evidence.pieces, year.evidence.revenue) == (2, Decimal(1010))
    assert (quarter.evidence.pieces, quarter.evidence.revenue) == (1, Decimal(10))
    assert sum(quarter.evidence.months) == 2


def test_linking_unlinking_and_merging_keep_the_months(world: World) -> None:
    brandt, refund, other = customer(world, "Brandt", 1000), problem(world, "Refund"), problem(world, "Credit")
    first = asks(world, brandt, refund, days_ago=40)
    asks(world, brandt, other, days_ago=1)
    commands.merge(actor=world.mara, kept=refund, gone=other)
    assert row(world, refund).evidence.months[-3:] == (1, 1, 0)
    commands.unlink_all(actor=world.tim, feedback=first, opportunity=refund)
    assert row(world, refund).evidence.months[-3:] == (0, 1, 0)


def test_each_part_of_the_filter_narrows_the_list(world: World) -> None:
    segment = Segment.objects.create(name="Enterprise")
    refund = problem(
        world, "Refund part", statement="Clerks credit it all", product=world.billing, owner=world.mara
    )
    problem(world, "Payouts", product=world.terminal)
    asks(world, customer(world, "Brandt", 500_000, segment), refund)
    for query in (
        "q=refund", "q=clerks", f"product={world.billing.pk}", f"owner={world.mara.pk}",
        f"segment={segment.pk}", "worth_from=1000",
    ):  # fmt: skip
        assert names(world, query) == ["Refund part"], query


def test_those_that_are_solved_parked_or_declined_are_not_open(world: World) -> None:
    parked = problem(world, "Parked")
    problem(world, "Open")
    commands.decide(actor=world.mara, opportunity=parked, state="parked", reason="Later")
    assert names(world, "") == ["Open"]
    assert names(world, "state=parked") == ["Parked"]


def test_the_most_revenue_comes_first_and_little_of_it_is_folded_away(world: World) -> None:
    for number in range(18):
        made = problem(world, f"Problem {number:02}")
        asks(world, customer(world, f"Customer {number}", 1000 * (number + 1)), made)
    found = opportunity_list(world.mara, ALL)
    assert found.line == Decimal(5000)
    assert [row.opportunity.name for row in found.rows][:2] == ["Problem 17", "Problem 16"]
    assert (found.shown, found.opportunities) == (14, 18)
    assert found.rest is not None
    assert (found.rest.opportunities, found.rest.pieces, found.rest.revenue) == (4, 4, Decimal(10_000))
    assert len(opportunity_list(world.mara, OpportunityFilter(whole=True)).rows) == 18


def test_a_filter_that_cannot_be_is_refused_with_its_place(clients: Clients) -> None:
    assert clients["mara"].get(LIST, {"state": "splendid"}).status_code == 422
    assert clients["mara"].get(LIST, {"months": "7"}).status_code == 422
    with pytest.raises(Refused, match="none of revenue"):
        OpportunityFilter.parse("sort=luck")


def test_a_trend_is_said_where_luck_would_not_do() -> None:
    today = NOW.date().replace(day=28)
    assert direction((1, 2, 1, 2, 3, 3, 4, 4, 6, 7, 8, 9), today) == 1
    assert direction((9, 8, 7, 6, 4, 4, 3, 3, 2, 1, 2, 1), today) == -1
    assert direction((2, 3, 2, 1, 3, 2, 2, 3, 2, 1, 3, 2), today) == 0


def test_one_about_a_restricted_product_is_nowhere_for_others(world: World, clients: Clients) -> None:
    world.insights.restricted = True
    world.insights.save()
    secret = problem(world, "Secret", product=world.insights)
    assert names(world, "") == []
    assert clients["mara"].get(f"{LIST}{secret.pk}/").status_code == 404
    assert "Secret" in clients["oscar"].get(LIST).content.decode()


def test_the_panel_quotes_each_customer_once_and_says_who_waits(world: World, clients: Clients) -> None:
    brandt, refund = customer(world, "Brandt & Söhne", 412_000), problem(world, "Refund <part>")
    late = datetime(2026, 5, 20, 9, 0, tzinfo=NOW.tzinfo)
    for _ in range(2):
        asks(world, brandt, refund, reply_by=late)
    found = opportunity_panel(world.mara, refund.pk, ALL)
    assert len(found.quotes) == 1
    assert [wait.timer.tone for wait in found.waiting] == ["over", "over"]
    page = clients["vera"].get(LIST).content.decode()
    assert "Refund &lt;part&gt;" in page
    assert "Brandt &amp; Söhne" in page
    assert "€412k" in page
    assert "<html" not in clients["vera"].get(f"{LIST}{refund.pk}/beside/").content.decode()


def test_the_list_asks_as_little_for_many_as_for_few(world: World, clients: Clients) -> None:
    def queries() -> int:
        clients["mara"].get(LIST)
        with CaptureQueriesContext(connection) as seen:
            assert clients["mara"].get(LIST).status_code == 200
        return len(seen)

    segment = Segment.objects.create(name="Enterprise")
    for number in range(2):
        asks(world, customer(world, f"C{number}", 10, segment), problem(world, f"P{number}"))
    few = queries()
    for number in range(2, 14):
        made = problem(world, f"P{number}", product=world.billing, owner=world.tim)
        asks(world, customer(world, f"C{number}", 10, segment), made)
    assert queries() <= few


def test_a_list_is_kept_under_a_name_and_found_again(world: World, clients: Clients) -> None:
    answer = clients["mara"].post(f"{LIST}views/new/?state=parked", {"name": "On the shelf", "shared": "on"})
    assert answer.status_code == 302
    assert "On the shelf" in clients["tim"].get(LIST).content.decode()
