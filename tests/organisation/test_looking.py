"""Looking around: whole pages as they were on a past day, or as somebody else sees them; read only."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pghistory.models
import pgtrigger
import pytest
from django.apps import apps
from django.db import DatabaseError, connection
from django.urls import reverse

from northing.insight import commands as insight
from northing.insight.models import StateStep
from northing.kernel.errors import Refused
from northing.organisation import commands, past
from northing.organisation.models import AnsweredRequest
from northing.planning import commands as planning
from northing.portfolio import commands as portfolio
from northing.portfolio.models import Product
from northing.ui.navigation import RAIL
from tests.conftest import NOW, Clients, World


def happened(days_ago: int) -> None:
    """What was written since the last time that this was said, was written that many days ago."""
    moment = NOW - timedelta(days=days_ago)
    events = [model for model in apps.get_models() if issubclass(model, pghistory.models.Event)]
    guards = [f"{model._meta.app_label}.{model.__name__}:append_only" for model in events]
    with pgtrigger.ignore(*guards), connection.cursor() as cursor:
        for model in events:
            sql = f"UPDATE {model._meta.db_table} SET pgh_created_at = %s WHERE pgh_created_at > %s"  # noqa: S608
            cursor.execute(sql, [moment, NOW])
        cursor.execute("UPDATE pghistory_context SET created_at = %s WHERE created_at > %s", [moment, NOW])


@pytest.fixture
def lived(world: World) -> World:
    """Sixty days ago Tarn began; twenty ago Billing was renamed, Terminal gone, and a feature thought of."""
    happened(60)
    portfolio.change_product(actor=world.hana, product=world.billing, name="Invoicing")
    Product.objects.filter(pk=world.terminal.pk).delete()
    planning.create_feature(actor=world.hana, name="Late idea", product=world.billing)
    happened(20)
    return world


def look_back(clients: Clients, who: str, days: int) -> Any:
    return clients[who].post("/look-back/", {"day": (NOW - timedelta(days=days)).date().isoformat()})


def products(clients: Clients, who: str) -> list[str]:
    groups = clients[who].get("/portfolio/").context["groups"]
    return sorted(product.name for _, rows in groups for product, _ in rows)


def test_a_page_shows_what_was_there_on_that_day(lived: World, clients: Clients) -> None:
    assert look_back(clients, "hana", 30).status_code == 302
    assert products(clients, "hana") == ["Billing", "Insights", "Terminal"]
    assert b"Late idea" not in clients["hana"].get("/plan/features/").content
    look_back(clients, "hana", 10)
    assert products(clients, "hana") == ["Insights", "Invoicing"]
    assert b"Late idea" in clients["hana"].get("/plan/features/").content


def test_every_page_of_the_rail_opens_as_of_that_day(lived: World, clients: Clients) -> None:
    weeks = {f"estimate_{end}": Decimal(3) for end in ("low", "likely", "high")}
    planning.create_feature(
        actor=lived.hana, name="Out", team=lived.billing_core, state="shipped", shipped_on=NOW.date(), **weeks
    )
    happened(35)
    look_back(clients, "hana", 30)
    for entry in RAIL.open_to(lived.hana):
        assert clients["hana"].get(reverse(entry.route)).status_code == 200, entry.route


def test_it_says_so_and_leads_back(lived: World, clients: Clients) -> None:
    look_back(clients, "hana", 30)
    page = clients["hana"].get("/portfolio/").text
    assert all(said in page for said in ("As of 2 May", 'class="app reads"', "A week earlier"))
    assert b"shows now" in clients["hana"].get("/settings/import/").content
    clients["hana"].post("/look-back/", {"day": ""})
    page = clients["hana"].get("/portfolio/")
    assert not any(said in page.text for said in ("As of 2 May", 'class="app reads"', "A week earlier"))
    assert b"Invoicing" in page.content


def test_a_history_ends_on_that_day(lived: World, clients: Clients) -> None:
    page = f"/portfolio/products/{lived.billing.pk}/history/"
    changed = [line.after for line in clients["hana"].get(page).context["history"]]
    assert "Invoicing" in changed
    look_back(clients, "hana", 30)
    told = clients["hana"].get(page).context["history"]
    assert told
    assert "Invoicing" not in [line.after for line in told]


def test_nobody_else_looks_along(lived: World, clients: Clients) -> None:
    look_back(clients, "hana", 30)
    assert products(clients, "olive") == ["Insights", "Invoicing"]
    assert look_back(clients, "mara", 30).status_code == 403
    assert products(clients, "mara") == ["Insights", "Invoicing"]


def test_nothing_can_be_changed_meanwhile(lived: World, clients: Clients) -> None:
    product = f"/portfolio/products/{lived.billing.pk}/"
    assert 'hx-target="closest [data-fact]"' in clients["hana"].get(product).text
    look_back(clients, "hana", 10)
    assert 'hx-target="closest [data-fact]"' not in clients["hana"].get(product).text
    answer = clients["hana"].post(f"{product}name/", {"name": "Other"})
    assert answer.status_code == 422
    assert b"Go back to now" in answer.content
    assert Product.objects.get(pk=lived.billing.pk).name == "Invoicing"
    day = (NOW - timedelta(days=10)).date()
    with pytest.raises(DatabaseError, match="insert into view"), past.looked_at(day):
        Product.objects.create(name="Never")
    with pytest.raises(DatabaseError, match="read-only"), past.looked_at(day):
        AnsweredRequest.objects.all().delete()


def test_a_file_is_of_that_day_too(lived: World, clients: Clients) -> None:
    look_back(clients, "hana", 30)
    assert b"Late idea" not in _csv(clients)
    clients["hana"].post("/look-back/", {"day": ""})
    assert b"Late idea" in _csv(clients)


def _csv(clients: Clients) -> bytes:
    answer = clients["hana"].get("/plan/features/export/csv/")
    assert answer.status_code == 200
    return b"".join(answer)


def test_what_was_heard_and_what_became_of_it_is_that_of_the_day(world: World, clients: Clients) -> None:
    brandt = insight.create_customer(actor=world.mara, name="Brandt", revenue=Decimal(412_000))
    refund = insight.create_opportunity(actor=world.mara, name="Refund one line")
    piece = insight.add_feedback(
        actor=world.tim, text="We refund one line", customer=brandt, received_at=NOW - timedelta(days=61)
    )
    insight.highlight(actor=world.tim, feedback=piece, opportunity=refund)
    happened(60)
    insight.change_customer(actor=world.mara, customer=brandt, name="Brandt SE")
    insight.decide(actor=world.mara, opportunity=refund, state="solved", reason="Shipped")
    StateStep.objects.update(changed_at=NOW - timedelta(days=20))
    insight.unlink_all(actor=world.tim, feedback=piece, opportunity=refund)
    happened(20)
    hana = clients["hana"]
    look_back(clients, "hana", 30)
    customers = hana.get("/insight/customers/").content.decode()
    assert "Brandt SE" not in customers
    assert "As of 2 May" in customers
    problem = hana.get(f"/insight/opportunities/{refund.pk}/").content.decode()
    assert "We refund one line" in problem
    assert "Exploring" in problem
    assert "€412k" in hana.get("/insight/opportunities/").content.decode()
    for path in ("", f"{piece.pk}/"):
        assert hana.get(f"/insight/inbox/{path}", headers={"HX-Request": "true"}).status_code == 200
    assert hana.get("/insight/groups/").status_code == 200
    assert hana.get(f"/insight/customers/{brandt.pk}/").status_code == 200
    look_back(clients, "hana", 10)
    assert "Brandt SE" in hana.get("/insight/customers/").content.decode()
    assert "€412k" not in hana.get("/insight/opportunities/").content.decode()


@pytest.mark.parametrize(("days", "why"), [(0, "are over"), (-3, "are over"), (61, "begins on 2026-04-02")])
def test_days_of_which_nothing_is_known_are_refused(lived: World, days: int, why: str) -> None:
    with pytest.raises(Refused, match=why):
        past.require_history((NOW - timedelta(days=days)).date())


def test_a_day_that_is_none_is_told_so(lived: World, clients: Clients) -> None:
    answer = clients["hana"].post("/look-back/", {"day": "31 June"})
    assert answer.status_code == 422
    assert b"2026-05-31" in answer.content


def test_an_owner_sees_what_somebody_else_sees_and_changes_nothing(world: World, clients: Clients) -> None:
    olive = clients["olive"]
    assert olive.post("/see-as/", {"member": world.vera.pk}).status_code == 302
    page = olive.get("/portfolio/")
    assert b"As Vera Costa" in page.content
    assert olive.get("/plan/calendar/").status_code == clients["vera"].get("/plan/calendar/").status_code == 403
    assert olive.post(f"/portfolio/products/{world.billing.pk}/name/", {"name": "No"}).status_code == 422
    assert b"olive@tarn.example" in olive.get("/account/").content  # one's own, whoever one looks as
    olive.post("/see-as/", {})
    assert olive.get("/plan/calendar/").status_code == 200


def test_only_owners_see_as_others_and_never_as_owners(world: World, clients: Clients) -> None:
    assert clients["hana"].post("/see-as/", {"member": world.vera.pk}).status_code == 403
    clients["olive"].post("/see-as/", {"member": world.vera.pk})
    commands.deactivate(actor=world.olive, member=world.vera)
    assert b"As Vera" not in clients["olive"].get("/portfolio/").content  # who left sees nothing any more
    clients["olive"].post("/see-as/", {"member": world.hana.pk})
    commands.change_role(actor=world.olive, member=world.hana, role="owner")
    assert b"As Hana Sato" not in clients["olive"].get("/portfolio/").content
    assert clients["olive"].post("/see-as/", {"member": world.hana.pk}).status_code == 403
