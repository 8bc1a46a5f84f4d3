"""A field that an audience does not have is in no byte of what is sent: words, attributes, places or order."""

import json
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from unittest.mock import patch

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from northing.kernel.errors import NotAllowed, Refused
from northing.organisation import commands as organisation
from northing.planning import commands
from northing.planning.models import Feature, Outlook
from northing.planning.queries.audience_view import FIELDS, Rights, seen_by
from northing.planning.queries.audiences import audience, audiences
from northing.planning.queries.roadmap_rows import RoadmapRow
from tests.conftest import Clients, World
from tests.keeping import kept
from tests.planning.roadmap.conftest import Plan, refresh

# What stands on the page only because of that field. Days are what the page would write of them.
SECRETS = {
    "chance": ["chance to make the commitment", "--p:", "at risk"],
    "dates": ["Half of all outcomes", "--w50", 'class="fbar'],
    "commitment": ["fcom", "Committed for"],
    "product": ["Terminal"],
    "team": ["Billing Core"],
    "needs": ["needs Pay by bank", 'class="links"'],
    "capacity": ["Capacity, all teams", "person-weeks"],
    "reasons": ["data-id", "/plan/features/", "data-panel-url"],
}


@pytest.fixture
@kept
def busy(plan: Plan, world: World) -> Feature:
    """Two features that need each other, promised and forecast, in an initiative."""
    mandates = commands.create_initiative(actor=world.hana, name="Mandates", public_name="Law made easy")
    pay = plan("Pay by bank", items=20, due=33, initiative=mandates, product=world.terminal)
    later = plan("Receipts", items=12, due=90, initiative=mandates, product=world.terminal)
    commands.add_dependency(actor=world.hana, feature=later, other=pay)
    refresh()
    return pay


def shared_page(client: Client, world: World, slug: str) -> str:
    _, token = organisation.make_share_link(
        actor=world.hana, page="planning.roadmap", name="Board", audience=slug
    )
    answer = client.get(f"/shared/{token}/")
    assert answer.status_code == 200
    return unescape(answer.content.decode())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fields=st.sets(st.sampled_from(sorted(FIELDS))))
def test_no_field_outside_the_audience_is_in_any_byte(
    fields: set[str], busy: Feature, world: World, clients: Clients
) -> None:
    with patch.object(
        Rights, "of", return_value=Rights(frozenset(fields), quarters_only=False, public_names=False)
    ):
        page = shared_page(clients["nobody"], world, "executives")
    assert "Pay by bank" in page
    for name, words in SECRETS.items():
        if name not in fields or name == "reasons":
            assert [word for word in words if word in page] == [], name


@pytest.mark.parametrize("slug", ["sales", "public"])
@pytest.mark.parametrize("address", ["", "?view=columns"])
def test_sales_and_the_public_get_no_day_and_no_chance(
    slug: str, address: str, busy: Feature, world: World, clients: Clients
) -> None:
    outlook = Outlook.objects.get(feature=busy)
    _, token = organisation.make_share_link(
        actor=world.hana, page="planning.roadmap", name="Board", audience=slug
    )
    page = unescape(clients["nobody"].get(f"/shared/{token}/{address}").content.decode())
    days = [outlook.p50, outlook.p85, busy.due_on, outlook.starts_on]
    written = [f"{known.day} {known:%b}" for known in days if known and known != date(2026, 6, 1)]
    assert [text for text in written if text in page] == []
    assert "Billing Core" not in page
    assert "\u202f%" not in page.replace("85\u202f%", "")


def test_the_public_reads_public_names_only(busy: Feature, world: World, plan: Plan, clients: Clients) -> None:
    hidden = plan("Project Osprey", items=3)
    commands.change_feature(actor=world.hana, feature=hidden, public_name="")
    page = shared_page(clients["nobody"], world, "public")
    assert "Pay by bank, in public" in page
    assert "Osprey" not in page
    assert "Law made easy" in page
    assert "Mandates" not in page


def test_restricted_products_never_leave_the_building(
    busy: Feature, world: World, plan: Plan, clients: Clients
) -> None:
    plan("Vault", items=3, product=world.terminal)
    world.terminal.restricted = True
    world.terminal.save(update_fields=["restricted"])
    assert "Vault" not in shared_page(clients["nobody"], world, "executives")


def test_the_pdf_is_made_from_the_same_view(busy: Feature, world: World, clients: Clients) -> None:
    kept: list[str] = []

    def compile_(template: bytes, *, sys_inputs: dict[str, str], **options: str) -> bytes:
        kept.append(sys_inputs["data"])
        return b"%PDF"

    with patch("typst.compile", compile_):
        clients["hana"].get("/plan/roadmap.pdf?audience=public")
    said = json.loads(kept[0])
    assert "in public" in kept[0]
    assert "Billing Core" not in kept[0]
    assert said["chances"] is False
    rows = [row for group in said["groups"] for row in group["rows"]]
    assert all("quarter" in row or row["text"][2] == "left" for row in rows)  # named at the edge, when later
    assert not any("bar" in row or "flag" in row for group in said["groups"] for row in group["rows"])


def test_the_pdf_is_one(busy: Feature, clients: Clients) -> None:
    answer = clients["mara"].get("/plan/roadmap.pdf?audience=executives")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


def row(number: int, **values: object) -> RoadmapRow:
    blank = dict.fromkeys(RoadmapRow._fields)
    own = {"id": number, "name": f"Own {number}", "public_name": f"Name {number}", "state": "planned"}
    return RoadmapRow(**(blank | own | {"items_total": 0, "items_done": 0} | values))  # type: ignore[arg-type]


@given(
    days=st.lists(st.dates(date(2026, 6, 1), date(2027, 6, 1)), min_size=2, max_size=8),
    ranks=st.randoms(use_true_random=False),
)
def test_order_tells_neither_rank_nor_day(days: list[date], ranks: object) -> None:
    """Whatever the ranks and the days within their quarters, the same rows come in the same order."""
    rights = Rights(frozenset({"product"}), quarters_only=True, public_names=True)
    rows = [row(number, p85=p85, due_on=None) for number, p85 in enumerate(days)]
    shuffled = list(rows)
    ranks.shuffle(shuffled)  # type: ignore[attr-defined]
    assert seen_by(rights, rows, group="").rows == seen_by(rights, shuffled, group="").rows


def test_a_quarter_holds_p85_or_the_commitment_if_that_is_later() -> None:
    rights = Rights(frozenset(), quarters_only=True, public_names=False)
    sure = row(1, p85=date(2026, 8, 20), due_on=date(2026, 6, 30))
    promised_later = row(2, p85=date(2026, 8, 20), due_on=date(2026, 11, 1))
    seen = {one.name: one.quarter for one in seen_by(rights, [sure, promised_later], group="").rows}
    assert seen == {"Name 1": date(2026, 7, 1), "Name 2": date(2026, 10, 1)}


def test_sales_reads_public_names_where_there_is_one(
    busy: Feature, plan: Plan, clients: Clients, world: World
) -> None:
    commands.change_feature(actor=world.hana, feature=plan("Project Osprey", items=3), public_name="")
    page = shared_page(clients["nobody"], world, "sales")
    assert "Pay by bank, in public" in page
    assert "Law made easy" in page
    assert "Mandates" not in page
    assert "Project Osprey" in page


@dataclass
class Ticked:
    fields: list[str] = field(default_factory=lambda: list(FIELDS))
    quarters_only: bool = True
    public_names: bool = False


def test_quarters_only_takes_days_and_chances_whatever_is_ticked() -> None:
    assert Rights.of(Ticked()).fields == {"state", "product", "initiative", "team"}


def test_own_audiences_are_made_changed_and_given_back(world: World) -> None:
    made = commands.save_audience(actor=world.mara, slug=None, name="Partners", fields=["product"])
    assert [who.name for who in audiences()] == ["Internal", "Executives", "Sales", "Public", "Partners"]
    commands.save_audience(actor=world.mara, slug="sales", name="Field", fields=["product"])
    assert audience("sales").name == "Field"
    commands.delete_audience(actor=world.mara, slug="sales")
    commands.delete_audience(actor=world.mara, slug=made.slug)
    assert [who.name for who in audiences()] == ["Internal", "Executives", "Sales", "Public"]


def test_internal_stays_whole_and_team_members_change_no_audience(world: World) -> None:
    with pytest.raises(Refused):
        commands.save_audience(actor=world.mara, slug="internal", name="Internal", fields=[])
    with pytest.raises(NotAllowed):
        commands.save_audience(actor=world.tim, slug=None, name="Mine", fields=[])


def test_a_hidden_filter_does_not_narrow(busy: Feature, world: World, plan: Plan, clients: Clients) -> None:
    """What is left in by a filter on chances would tell chances."""
    plan("Sure thing", items=1, due=200)
    refresh()
    query = "risk=1"
    _, token = organisation.make_share_link(
        actor=world.hana, page="planning.roadmap", name="Board", audience="sales", query=query
    )
    assert "Sure thing" in clients["nobody"].get(f"/shared/{token}/").content.decode()
