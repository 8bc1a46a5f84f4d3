"""The inbox as it is asked for: order, tabs, filters, what a piece shows."""

import csv
from datetime import timedelta
from io import StringIO
from re import findall

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from northing.insight import commands
from northing.kernel import clock
from tests.conftest import NOW, Clients, World
from tests.insight.inbox.conftest import HTMX, TEXT, Heard, panes

pytestmark = pytest.mark.django_db
INBOX = "/insight/inbox/"


def rows(page: str) -> list[str]:
    return [part.split('"')[0] for part in page.split('id="row-')[1:]]


def page(clients: Clients, query: str = "", as_: str = "mara") -> str:
    return clients[as_].get(f"{INBOX}{query}").content.decode()


def test_a_piece_tells_what_was_done_with_it(world: World, clients: Clients, heard: Heard) -> None:
    commands.highlight(actor=world.tim, feedback=heard.piece, opportunity=heard.refund, span=(11, 40))
    told = clients["vera"].get(reverse("insight:piece_history", args=[heard.piece.pk])).text
    assert "added Refund part of an invoice" in " ".join(told.split())
    assert "Tim Abbot" in told


def test_likeness_is_sought_after_the_page_is_shown(clients: Clients, heard: Heard) -> None:
    shown = page(clients, f"?piece={heard.piece.pk}")
    assert f'data-unfinished="{heard.piece.pk}"' in shown
    assert "Refund part of an invoice" not in shown
    followed = panes(clients, heard.piece.pk)
    assert "data-unfinished" not in followed
    assert "Refund part of an invoice" in followed


def test_before_anything_was_said_it_leads_to_the_ways_in(clients: Clients) -> None:
    assert "/insight/bring/" in clients["mara"].get("/insight/inbox/").content.decode()
    read = clients["vera"].get("/insight/inbox/").content.decode()
    assert "Nothing was said yet" in read
    assert "/insight/bring/" not in read


def test_what_was_promised_first_comes_first(clients: Clients, heard: Heard) -> None:
    shown = rows(page(clients))
    assert shown == [str(row.pk) for row in (heard.earlier, heard.piece, heard.small)]


def test_the_first_piece_is_read_when_none_is_asked_for(clients: Clients, heard: Heard) -> None:
    assert "We credit the whole invoice for one line." in page(clients)
    shown = page(clients, f"?piece={heard.piece.pk}")
    for said in ("Katrin Vogel", "22 May", "€412k", "Enterprise, Germany", "Cooling", "Partial refunds"):
        assert said in shown


def test_timers_say_how_much_of_the_promise_is_left(clients: Clients, heard: Heard) -> None:
    shown = page(clients, f"?piece={heard.piece.pk}")
    assert "4\u202fd over" in shown  # promised for Wednesday, three working days after Friday
    assert "4 days over" in shown
    assert "no promise" in shown


def test_tabs_count_what_lies_behind_them(clients: Clients, heard: Heard, world: World) -> None:
    commands.assign(actor=world.mara, feedback=heard.small, assignee=world.mara)
    commands.set_aside(actor=world.mara, feedback=heard.earlier, reason="Said again since")
    shown = page(clients)
    assert "To triage <em>2</em>" in shown
    assert "Owed a reply <em>1</em>" in shown
    assert "Mine <em>1</em>" in shown
    assert rows(page(clients, "?tab=mine")) == [str(heard.small.pk)]
    assert rows(page(clients, "?tab=done")) == [str(heard.earlier.pk)]


def test_what_sleeps_is_away_until_it_wakes(clients: Clients, heard: Heard, world: World) -> None:
    commands.snooze(actor=world.tim, feedback=heard.piece, until=NOW + timedelta(days=1))
    assert str(heard.piece.pk) not in rows(page(clients))
    with clock.frozen(NOW + timedelta(days=2)):
        assert str(heard.piece.pk) in rows(page(clients))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=saturday", ["small"]),
        ("source=email", ["piece"]),
        ("source=email,note", ["earlier", "piece", "small"]),
        ("age=older", ["earlier"]),
        ("age=week", ["small"]),
        ("customer={brandt}", ["earlier", "piece"]),
        ("product={billing}", ["piece"]),
        ("segment={segment}", ["earlier", "piece"]),
        ("language=de", []),
    ],
)
def test_the_list_is_narrowed(
    clients: Clients, heard: Heard, world: World, query: str, found: list[str]
) -> None:
    asked = query.format(
        brandt=heard.brandt.pk, billing=world.billing.pk, segment=heard.brandt.segments.get().pk
    )
    assert rows(page(clients, f"?{asked}")) == [str(getattr(heard, name).pk) for name in found]


@pytest.mark.parametrize("query", ["tab=nowhere", "segment=x", "age=aeon", "source=telex", "after=x"])
def test_what_cannot_be_asked_is_refused_with_its_place(clients: Clients, heard: Heard, query: str) -> None:
    address = f"{INBOX}more/" if query.startswith("after") else INBOX
    response = clients["mara"].get(f"{address}?{query}")
    assert response.status_code == 422
    assert query.split("=")[1] in response.content.decode()


def test_more_brings_the_rows_that_follow_and_none_twice(clients: Clients, heard: Heard, world: World) -> None:
    for number in range(90):
        commands.add_feedback(
            actor=world.tim,
            text=f"Number {number}",
            customer=heard.brandt if number % 3 else heard.quay,
            received_at=NOW - timedelta(hours=number),
        )
    first = page(clients)
    seen = rows(first)
    while more := findall(r'hx-get="([^"]+/more/[^"]+)"', first):
        address = more[-1].replace("&amp;", "&")
        first = clients["mara"].get(address, headers=HTMX).content.decode()
        seen += rows(first)
    assert len(seen) == len(set(seen)) == 93


def test_a_piece_comes_as_two_panes_or_leads_to_its_page(clients: Clients, heard: Heard) -> None:
    address = reverse("insight:piece", args=[heard.piece.pk])
    assert panes(clients, heard.piece.pk).count("<hx-partial") == 2
    assert "<html" not in panes(clients, heard.piece.pk)
    response = clients["mara"].get(address)
    assert response.status_code == 302
    assert str(heard.piece.pk) in rows(clients["mara"].get(response["Location"]).content.decode())


def test_marks_carry_the_number_of_their_opportunity(clients: Clients, heard: Heard, world: World) -> None:
    begins = TEXT.index("We credit")
    ends = TEXT.index(" The second")
    commands.highlight(
        actor=world.tim, feedback=heard.piece, opportunity=heard.refund, span=(begins, ends), importance=3
    )
    shown = panes(clients, heard.piece.pk)
    mark = shown.split("<mark", 1)[1].split("</mark>")[0]
    assert f'data-at="{begins}"' in mark
    assert "We credit the whole invoice and issue it again.<sup>1</sup>" in mark
    assert "Refund part of an invoice, needed" in mark


def test_linking_shows_what_revenue_would_ask_for_it(clients: Clients, heard: Heard, world: World) -> None:
    commands.highlight(actor=world.tim, feedback=heard.small, opportunity=heard.refund)
    shown = panes(clients, heard.piece.pk)
    assert "<del>€18k →</del><ins>€430k</ins>" in shown
    commands.highlight(actor=world.tim, feedback=heard.piece, opportunity=heard.refund)
    assert "<ins>€430k</ins>" in panes(clients, heard.piece.pk)


def test_who_may_not_know_a_product_finds_no_trace_of_it(clients: Clients, heard: Heard, world: World) -> None:
    world.billing.restricted = True
    world.billing.save()
    shown = page(clients, as_="oscar")
    assert rows(shown) == [str(heard.earlier.pk), str(heard.small.pk)]
    assert "To triage <em>2</em>" in shown
    assert "Refund part of an invoice" not in shown
    assert clients["oscar"].get(f"{INBOX}?piece={heard.piece.pk}").status_code == 404


def test_text_is_shown_as_it_was_said(clients: Clients, heard: Heard, world: World) -> None:
    said = commands.add_feedback(actor=world.tim, text="<script>alert(1)</script>\r\n\r\nTwo\r\nlines")
    shown = page(clients, f"?piece={said.pk}")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert f'data-at="{said.text.index("lines") - 1}">\nlines' in shown


def test_queries_do_not_grow_with_the_rows(clients: Clients, heard: Heard, world: World) -> None:
    page(clients)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(clients, f"?piece={heard.piece.pk}")
            panes(clients, heard.piece.pk)
        return len(queries)

    few = asked()
    for number in range(30):
        said = commands.add_feedback(actor=world.tim, text=TEXT + str(number), customer=heard.brandt)
        commands.highlight(actor=world.tim, feedback=said, opportunity=heard.refund)
        commands.add_feedback(actor=world.tim, text="We credit the whole invoice", customer=heard.quay)
    assert asked() <= few + 1  # a customer's segments are looked up once there are some
    assert asked() <= 49


def test_what_is_left_in_comes_as_a_file_that_an_import_reads(
    world: World, clients: Clients, heard: Heard
) -> None:
    commands.highlight(actor=world.mara, feedback=heard.piece, opportunity=heard.refund)
    got = clients["mara"].get(f"{INBOX}export.csv?tab=all")
    head, *lines = csv.reader(StringIO(b"".join(got).decode("utf-8-sig")))  # type: ignore[arg-type]
    piece = dict(zip(head, next(line for line in lines if line[-1] == str(heard.piece.pk)), strict=True))
    assert (piece["Customer"], piece["Contact"]) == ("Brandt Logistik", "Katrin Vogel")
    assert (piece["Opportunities"], piece["Text"]) == (heard.refund.name, heard.piece.text)
    assert len(lines) == 3
    alone = clients["mara"].get(f"{INBOX}export.csv?tab=all&customer={heard.small.customer_id}")
    assert b"".join(alone).count(b"\r\n") == 2  # type: ignore[arg-type]
    assert clients["mara"].get(f"{INBOX}export.pdf").status_code == 404
