"""Customers brought in from a table: matched, looked at, found again, refused by line, safe to run twice."""

import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from northing.exchange import commands as exchange
from northing.exchange.customers import columns, rows
from northing.exchange.models import Import
from northing.insight import commands
from northing.insight.commands.bringing_customers import Draft, Person
from northing.insight.models import Contact, Customer, CustomerKey, Segment
from northing.organisation import commands as organisation
from northing.organisation.history import watched
from tests.conftest import Clients, World

pytestmark = pytest.mark.django_db
ADDRESS = "/insight/customers/import/"
TABLE = """Account name;Account ID;Country;Plan;ARR;Currency;Renewal date;Health;Owner;Tags;Contact;E-mail
Brandt Logistik;B-7;Germany;Scale;412k;EUR;1.9.2026;Cooling;Mara Lind;Large,Advisory;Katrin;kat@brandt.example
Brandt Logistik;B-7;;;;;;;;;Henrik Maas;henrik@brandt.example
Norr Textiles;N-1;Sweden;Start;900000;SEK;2026-07-01;Good;;Small;;
Ost;O-1;Germany;;a lot;;;;;;;
Lumen;L-1;;;;;;splendid;;;;
;X-1;;;;;;;;;;
"""


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def bring(clients: Clients, table: str, **matches: str) -> Any:
    found = clients["mara"].post(ADDRESS, {"table": table})
    response = clients["mara"].post(found["Location"], {"system": "crm", **matches})
    worked(response, looked=True)
    return response


def worked(response: Any, *, looked: bool = False) -> Import:
    """What the background makes of it: a look and, once that was seen, all of it."""
    of = Import.objects.get(pk=response["Location"].strip("/").rpartition("/")[2])
    exchange.work_on(of)
    if looked:
        exchange.ask_run(actor=of.made_by, of=of)
        exchange.work_on(of)
    return of


def test_more_rows_than_come_at_once_are_refused(clients: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MOST", 3)
    bring(clients, TABLE)
    assert not Customer.objects.exists()
    assert "Bring it in parts" in Import.objects.get().problem


def test_columns_are_matched_by_their_names() -> None:
    names = TABLE.splitlines()[0].split(";")
    assert list(columns.proposed(names).values()) == [
        "name", "key", "country", "plan", "revenue", "currency", "renews_on", "health", "owner", "segments",
        "person", "email",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "targets"),
    [
        (
            "Kunde;Kundennummer;Land;Jahresumsatz;Währung;Vertragsende",
            "name key country revenue currency renews_on",
        ),
        ("Nom de l'entreprise;Identifiant;Pays;Chiffre d'affaires;Santé", "name key country revenue health"),
        (
            "Record ID;Company name;Country/Region;Annual Revenue;Company owner",
            "key name country revenue owner",
        ),
        ("Account Name;Account ID;Annual Revenue Currency;Annual Revenue", "name key currency revenue"),
    ],
)
def test_other_languages_and_tools_name_them_otherwise(header: str, targets: str) -> None:
    assert list(columns.proposed(header.split(";")).values()) == targets.split()


def test_columns_are_matched_first_and_then_looked_at_in_the_background(world: World, clients: Clients) -> None:
    found = clients["mara"].post(ADDRESS, {"table": TABLE})["Location"]
    page = clients["mara"].get(found).content.decode()
    assert "Brandt Logistik" in page
    without = clients["mara"].get(found, {"c0": ""}).content.decode()
    assert "Say which column is the customer" in without
    asked = clients["mara"].post(found, {"system": "crm"})
    assert "Looking at what would happen" in clients["mara"].get(asked["Location"]).content.decode()
    of = worked(asked)
    assert (of.expected["rows"], of.refused) == ({"created": 2, "updated": 0, "skipped": 0}, 3)
    looked = clients["mara"].get(asked["Location"]).content.decode()
    for words in ("This is no amount", "No name", "3 reasons", "Bring in 2 rows"):
        assert words in looked
    assert not Customer.objects.exists()
    assert clients["tim"].get(asked["Location"]).status_code == 403


def test_rows_about_one_customer_become_one_with_all_its_people(world: World, clients: Clients) -> None:
    bring(clients, TABLE)
    brandt = Customer.objects.get(name="Brandt Logistik")
    assert (brandt.country, brandt.plan, brandt.worth) == ("Germany", "Scale", Decimal(412_000))
    assert (brandt.renews_on, brandt.health, brandt.owner) == (date(2026, 9, 1), "cooling", world.mara)
    assert set(brandt.contacts.values_list("name", flat=True)) == {"Katrin", "Henrik Maas"}
    assert set(brandt.segments.values_list("name", flat=True)) == {"Large", "Advisory"}
    assert CustomerKey.objects.get(customer=brandt).system == "crm"
    assert Customer.objects.get(name="Norr Textiles").worth is None


def test_an_owner_who_is_nobody_here_keeps_no_customer_out(world: World, clients: Clients) -> None:
    bring(clients, "Company name;Company owner\nBrandt;kim@elsewhere.example\nOst;Mara Lind\n")
    of = Import.objects.get()
    assert [row.owner for row in Customer.objects.order_by("name")] == [None, world.mara]
    assert (of.refused, of.outcome["strangers"]) == (0, [["kim@elsewhere.example", 1]])
    assert "Owners who are nobody here" in clients["mara"].get(f"/settings/import/{of.pk}/").content.decode()


def test_the_same_file_again_changes_nothing(world: World, clients: Clients) -> None:
    bring(clients, TABLE)
    before = list(Customer.objects.order_by("pk").values())
    with watched() as change:
        bring(clients, TABLE)
    assert list(Customer.objects.order_by("pk").values()) == before
    assert (Contact.objects.count(), CustomerKey.objects.count(), Segment.objects.count()) == (2, 2, 3)
    assert change.id is None


def test_another_file_brings_only_what_is_new_and_empties_nothing(world: World, clients: Clients) -> None:
    bring(clients, TABLE)
    bring(clients, "Name,Account ID,Plan,Country\nBrandt SE,B-7,Growth,\n")
    brandt = Customer.objects.get(keys__key="B-7")
    assert (brandt.name, brandt.plan, brandt.country) == ("Brandt SE", "Growth", "Germany")


def test_without_an_id_a_customer_is_found_by_address_name_or_domain(world: World) -> None:
    brandt = commands.create_customer(actor=world.mara, name="Brandt Logistik")
    commands.add_contact(actor=world.mara, customer=brandt, name="Katrin", email="k@brandt.example")
    for name, email in (
        ("Other", "k@brandt.example"),
        ("BRANDT LOGISTIK", ""),
        ("B.", "new@brandt.example"),
    ):
        draft = Draft(name, people=[Person("Somebody", email)] if email else [])
        found = commands.look_at_customers([draft], "crm")
        assert (found.new, found.changed) == (0, 1), name
    free = Draft("Somebody else", people=[Person("A", "a@gmail.com")])
    assert commands.look_at_customers([free], "crm").new == 1


def test_what_was_merged_is_found_where_it_went(world: World) -> None:
    kept = commands.create_customer(actor=world.mara, name="Brandt")
    gone = commands.create_customer(actor=world.mara, name="Brand")
    commands.name_in(actor=world.mara, customer=gone, system="crm", key="B-7")
    commands.merge(actor=world.mara, kept=kept, gone=gone)
    commands.bring_customers(actor=world.mara, drafts=[Draft("Brandt", "B-7", {"plan": "Scale"})], system="crm")
    kept.refresh_from_db()
    assert (kept.plan, Customer.objects.count()) == ("Scale", 2)


def test_a_monthly_revenue_is_worth_twelve_of_them(world: World, clients: Clients) -> None:
    bring(clients, "Company,MRR\nBrandt,1.500 €\n")
    assert Customer.objects.get().revenue == Decimal(18_000)


def test_an_import_is_undone_as_one(world: World) -> None:
    with watched() as change:
        commands.bring_customers(
            actor=world.mara, drafts=[Draft(f"Customer {at}", f"k{at}") for at in range(5)], system="crm"
        )
    assert change.id is not None
    organisation.undo(actor=world.mara, context=change.id)
    assert not Customer.objects.exists()


def test_many_ask_the_database_as_little_as_few(world: World) -> None:
    def queries(first: int, count: int) -> int:
        drafts = [Draft(f"Customer {at}", f"k{at}", {"plan": "A"}) for at in range(first, first + count)]
        with CaptureQueriesContext(connection) as seen:
            commands.bring_customers(actor=world.mara, drafts=drafts, system="crm")
        return len(seen)

    assert queries(100, 300) <= queries(0, 3)


def test_a_workbook_is_read_like_a_table(world: World, clients: Clients) -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("Accounts")
    for at, (name, revenue) in enumerate((("Customer", "Revenue"), ("Brandt", 412000), ("Ost", 5))):
        sheet.write_row(at, 0, (name, revenue))
    book.close()
    upload = SimpleUploadedFile("crm.xlsx", file.getvalue())
    found = clients["mara"].post(ADDRESS, {"file": upload})
    worked(clients["mara"].post(found["Location"], {}), looked=True)
    assert Customer.objects.get(name="Brandt").worth == Decimal(412_000)


def test_what_is_no_table_is_refused_and_a_forgotten_file_is_gone(world: World, clients: Clients) -> None:
    assert clients["mara"].post(ADDRESS, {"file": SimpleUploadedFile("a.csv", b"%PDF-1.7")}).status_code == 422
    assert clients["mara"].post(ADDRESS, {}).status_code == 422
    found = clients["mara"].post(ADDRESS, {"table": TABLE})["Location"]
    assert clients["hana"].get(found).status_code == 404
    assert clients["mara"].post(f"{found}discard/").status_code == 302
    assert clients["mara"].get(found).status_code == 404
    assert clients["mara"].get(f"{ADDRESS}forged/").status_code == 404


def test_an_import_is_taken_back_in_the_background_and_its_columns_are_matched_nowhere_else(
    world: World, clients: Clients
) -> None:
    response = bring(clients, TABLE)
    page = clients["mara"].get(response["Location"]).content.decode()
    assert "2 rows are in" in page
    assert clients["mara"].post(f"{response['Location']}column/", {"column": "Country"}).status_code == 404
    clients["mara"].post(f"{response['Location']}undo/")
    of = worked(response)
    assert (of.state, of.outcome["undone"]["removed"]) == ("undone", 2)
    assert not Customer.objects.exists()
