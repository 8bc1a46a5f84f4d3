"""The list of customers, its filter, the one beside it, and the table's cells."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from northing.insight import commands
from northing.insight.models import Customer, CustomerProduct, Feedback, Segment
from northing.insight.queries.customer_filter import CustomerFilter
from northing.insight.queries.customer_list import customer_list, customer_row
from northing.insight.queries.customer_panel import customer_panel
from northing.kernel.errors import Refused
from tests.conftest import NOW, Clients, World

pytestmark = pytest.mark.django_db
LIST = "/insight/customers/"


def customer(world: World, name: str, **fields: Any) -> Customer:
    return commands.create_customer(actor=world.mara, name=name, **fields)


def said(world: World, by: Customer, text: str = "Refunds", **fields: Any) -> Feedback:
    return commands.add_feedback(actor=world.olive, text=text, customer=by, **fields)


def names(world: World, query: str) -> list[str]:
    found = customer_list(world.mara, CustomerFilter.parse(query))
    return [row.customer.name for row in found.rows]


def test_the_most_revenue_comes_first_and_unknown_revenue_last(world: World) -> None:
    customer(world, "Small", revenue=Decimal(18_000))
    customer(world, "Unknown")
    customer(world, "Large", revenue=Decimal(412_000))
    assert names(world, "") == ["Large", "Small", "Unknown"]
    assert names(world, "sort=revenue") == ["Small", "Large", "Unknown"]
    assert customer_list(world.mara, CustomerFilter()).worth == Decimal(430_000)


def test_each_part_of_the_filter_narrows_the_list(world: World) -> None:
    segment = Segment.objects.create(name="Enterprise")
    brandt = customer(
        world, "Brandt Logistik", country="Germany", plan="Scale", health="cooling", owner=world.mara,
        revenue=Decimal(412_000), renews_on=date(2026, 9, 1),
    )  # fmt: skip
    customer(world, "Ostwind", country="Norway", plan="Start", health="good", revenue=Decimal(1_000))
    commands.put_in_segments(actor=world.mara, customer=brandt, segments=[segment.pk])
    CustomerProduct.objects.create(customer=brandt, product=world.billing)
    for query in (
        f"segment={segment.pk}", "health=cooling,at_risk", f"product={world.billing.pk}", "plan=Scale",
        f"owner={world.mara.pk}", "worth_from=400000", "renews_before=2026-09-02", "q=logi", "q=germ",
    ):  # fmt: skip
        assert names(world, query) == ["Brandt Logistik"], query
    assert names(world, "renews_before=2026-09-01") == []


def test_a_filter_that_cannot_be_is_refused_with_its_place(clients: Clients) -> None:
    answer = clients["mara"].get(LIST, {"health": "splendid"})
    assert answer.status_code == 422
    with pytest.raises(Refused, match="none of revenue"):
        CustomerFilter.parse("sort=luck")


def test_what_became_of_it_and_promises_are_counted_for_each(world: World) -> None:
    brandt = customer(world, "Brandt")
    late = datetime(2026, 5, 20, 9, 0, tzinfo=NOW.tzinfo)
    said(world, brandt, reply_by=late)
    kept = said(world, brandt, reply_by=late)
    Feedback.objects.filter(pk=kept.pk).update(answered_at=late)
    linked = said(world, brandt)
    problem = commands.create_opportunity(actor=world.mara, name="Refund part of an invoice")
    commands.highlight(actor=world.tim, feedback=linked, opportunity=problem)
    commands.decide(actor=world.mara, opportunity=problem, state="solved")
    found = customer_row(world.mara, brandt.pk).said
    assert found.in_words == "1 shipped, 1 answered, 1 no answer"
    assert (found.total, found.overdue, found.kept, found.due) == (3, 1, 1, 2)


def test_pieces_about_somebody_elses_restricted_product_are_not_counted(world: World) -> None:
    brandt = customer(world, "Brandt")
    world.insights.restricted = True
    world.insights.save()
    said(world, brandt, product=world.insights)
    CustomerProduct.objects.create(customer=brandt, product=world.insights)
    hidden, seen = customer_row(world.mara, brandt.pk), customer_row(world.oscar, brandt.pk)
    assert (hidden.said.total, hidden.products) == (0, ())
    assert (seen.said.total, seen.products) == (1, (world.insights,))
    assert customer_panel(world.mara, brandt.pk).lines == ()


def test_the_list_asks_as_little_for_many_as_for_few(world: World, clients: Clients) -> None:
    def queries() -> int:
        clients["mara"].get(LIST)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert clients["mara"].get(LIST).status_code == 200
        return len(seen)

    def one_more(number: int) -> None:
        by = customer(world, f"Customer {number}", owner=world.mara, revenue=Decimal(number))
        said(world, by)
        CustomerProduct.objects.create(customer=by, product=world.billing)

    for number in range(2):
        one_more(number)
    few = queries()
    for number in range(2, 30):
        one_more(number)
    assert queries() <= few


def test_the_list_and_the_one_beside_it_say_what_became_of_it(world: World, clients: Clients) -> None:
    brandt = customer(world, "Brandt & Söhne", country="Germany", revenue=Decimal(412_000))
    commands.add_contact(actor=world.mara, customer=brandt, name="Katrin Vogel", title="accounts receivable")
    said(world, brandt, "Any news on <b>partial</b> refunds?")
    page = clients["tim"].get(LIST).content.decode()
    assert "Brandt &amp; Söhne" in page
    assert "€412k" in page
    assert "1 piece, " in page
    assert f'hx-get="{LIST}{brandt.pk}/beside/"' in page
    beside = clients["tim"].get(f"{LIST}{brandt.pk}/beside/").content.decode()
    assert "Katrin Vogel, accounts receivable" in beside
    assert "Any news on &lt;b&gt;partial&lt;/b&gt; refunds?" in beside
    assert "no answer yet" in beside
    assert "<html" not in beside


def test_a_page_past_the_end_leads_to_the_last(world: World, clients: Clients) -> None:
    customer(world, "Brandt")
    answer = clients["tim"].get(LIST, {"page": "9"})
    assert (answer.status_code, answer["Location"]) == (302, f"{LIST}?")


def test_a_cell_takes_what_people_type_and_can_be_taken_back(world: World, clients: Clients) -> None:
    brandt = customer(world, "Brandt")
    mara = clients["mara"]
    for field, text in (
        ("health", "at risk"), ("plan", "Scale"), ("revenue", "412k"), ("renews", "1 Sep"),
        ("owner", "Tim Abbot"),
    ):  # fmt: skip
        answer = mara.post(f"{LIST}{brandt.pk}/cell/{field}/", {"value": text})
        assert answer.status_code == 200, answer.content
    brandt.refresh_from_db()
    assert (brandt.health, brandt.plan, brandt.worth) == ("at_risk", "Scale", Decimal(412_000))
    assert (brandt.renews_on, brandt.owner) == (date(2026, 9, 1), world.tim)
    assert mara.get(f"{LIST}{brandt.pk}/cell/health/").status_code == 200
    assert mara.get(f"{LIST}{brandt.pk}/cell/name/").status_code == 404


def test_a_cell_that_cannot_be_read_says_so_and_keeps_what_was_typed(world: World, clients: Clients) -> None:
    brandt = customer(world, "Brandt", renews_on=date(2026, 9, 1))
    answer = clients["mara"].post(f"{LIST}{brandt.pk}/cell/renews/", {"value": "someday"})
    assert answer.status_code == 422
    assert "is no day" in answer.content.decode()
    brandt.refresh_from_db()
    assert brandt.renews_on == date(2026, 9, 1)


def test_the_export_has_every_row_of_the_filter_and_no_formula(world: World, clients: Clients) -> None:
    customer(world, "=cmd()", revenue=Decimal(10), country="Germany")
    customer(world, "Other", country="Norway")
    answer = clients["vera"].get(f"{LIST}export.csv", {"q": "germany"})
    text = b"".join(answer.streaming_content).decode()
    assert "'=cmd(),Company" in text
    assert "Other" not in text
    assert clients["vera"].get(f"{LIST}export.xlsx").content.startswith(b"PK")
    assert clients["vera"].get(f"{LIST}export.pdf").status_code == 404


def test_a_list_of_customers_is_kept_under_a_name(clients: Clients) -> None:
    kept = clients["mara"].post(
        "/insight/customers/views/new/?health=cooling&page=3", {"name": "Cooling", "shared": "on"}
    )
    assert kept.headers["Location"] == "/insight/customers/?health=cooling"
    shown = clients["tim"].get("/insight/customers/").content.decode()
    assert 'href="/insight/customers/?health=cooling">Cooling' in shown
    assert "Delete this view" in clients["mara"].get("/insight/customers/?health=cooling").content.decode()
    assert "Delete this view" not in clients["tim"].get("/insight/customers/?health=cooling").content.decode()
