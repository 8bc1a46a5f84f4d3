"""Budgets and actuals from a table: what would happen is shown first, and all of it goes back."""

from typing import Any

import pytest

from northing.organisation import commands as organisation
from northing.organisation.queries.history import event_model
from northing.portfolio import commands
from northing.portfolio.models import Revenue, Spending
from tests.conftest import Clients, World

TABLE = "Product;Quarter;Purpose;Budget;Actual\nbilling;Q1 2026;Revenue;1,5m;1.4m\nBilling;2026-Q1;grow;90k;\n"


@pytest.fixture
def world_with_money(world: World) -> World:
    commands.create_class(actor=world.hana, name="Grow", target=45)
    return world


def look(clients: Clients, table: str) -> Any:
    waiting = clients["hana"].post("/portfolio/bring/", {"table": table})
    assert waiting.status_code == 302
    return clients["hana"].get(waiting.headers["Location"])


def bring(clients: Clients, table: str) -> Any:
    return clients["hana"].post(look(clients, table).request["PATH_INFO"], follow=True)


def test_a_look_writes_nothing_and_says_what_would(world_with_money: World, clients: Clients) -> None:
    seen = look(clients, TABLE)
    assert dict(seen.context["counts"]) == {"new": 2}
    assert not Revenue.objects.exists()
    bring(clients, TABLE)
    assert Spending.objects.get().budget == 90_000
    assert Revenue.objects.get().actual == 1_400_000
    assert b"Bring in" not in look(clients, TABLE).content
    seen = look(clients, TABLE.replace("1.4m", "1.6m"))
    assert dict(seen.context["counts"]) == {"changed": 1, "same": 1}
    assert '<s class="dim">€1.40m</s> €1.60m' in seen.content.decode()


def test_rows_that_cannot_be_are_named_by_line_column_and_value(
    world_with_money: World, clients: Clients
) -> None:
    table = "product,quarter,purpose,budget\nBilling,Q1 2026,revenue,10\nBiling,Q1 2026,revenue,1\n"
    table += "Billing,Q9 2026,revenue,1\nBilling,Q2 2026,fun,1\nBilling,Q2 2026,grow,much\n"
    table += "Billing,2026-Q1,Revenue,11\n"
    refused = [(row.line, row.column, row.value) for row in look(clients, table).context["refused"]]
    assert refused == [
        (3, "product", "Biling"),
        (4, "quarter", "Q9 2026"),
        (5, "purpose", "fun"),
        (6, "budget", "much"),
        (7, "product", "Billing"),
    ]
    assert b"5 rows stayed out" in bring(clients, table).content
    assert Revenue.objects.get().budget == 10


@pytest.mark.parametrize(
    "table",
    [
        "Produkt;Quartal;Zweck;Budget;Ist\nBilling;Q1/2026;Umsatz;1.500.000,00 €;–\n"
        "Billing;1. Quartal 2026;Grow;;(90.000)\n",
        "Produit;Trimestre;Objet;Budget;Réel\nBilling;T1 2026;Revenus;1 500 000,00 €;-\n"
        "Billing;T1 2026;Grow;;-90 000\n",
        'Product,Period,Category,Plan,Actuals\nBilling,2026Q1,Revenue,"$1,500,000",\n'
        'Billing,Q1 2026,Grow,-,"(90,000)"\n',
    ],
)
def test_books_of_other_places_are_read(world_with_money: World, clients: Clients, table: str) -> None:
    bring(clients, table)
    assert (Revenue.objects.get().budget, Revenue.objects.get().actual) == (1_500_000, None)
    assert (Spending.objects.get().budget, Spending.objects.get().actual) == (None, -90_000)


def test_a_table_without_the_columns_says_which(world: World, clients: Clients) -> None:
    seen = look(clients, "product,quarter\nBilling,Q1 2026\n")
    assert seen.status_code == 422
    assert b"no column purpose" in seen.content


def test_what_was_brought_is_taken_back_as_a_whole(world_with_money: World, clients: Clients) -> None:
    bring(clients, TABLE)
    bring(clients, TABLE.replace("1.4m", "1.6m").replace("Q1;grow", "Q2;grow"))
    latest = event_model(Revenue).objects.latest("pgh_id").pgh_context_id
    organisation.undo(actor=world_with_money.hana, context=latest)
    assert Revenue.objects.get().actual == 1_400_000
    assert Spending.objects.count() == 1
