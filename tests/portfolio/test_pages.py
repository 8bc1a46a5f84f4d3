"""The portfolio's pages: what they show to whom, and changing what is said where it stands."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from northing.planning import commands as planning
from northing.portfolio import commands
from northing.portfolio.models import Product, ProductLine, StageChange
from tests.conftest import Clients, World

IN_PLACE = {"HX-Request": "true"}
END = commands.WindingDown(customers=3, ends_on=date(2027, 1, 31))


def more_products(world: World, count: int) -> None:
    for number in range(Product.objects.count(), Product.objects.count() + count):
        line = commands.create_line(actor=world.hana, name=f"Line {number}", owner=world.mara)
        product = commands.create_product(
            actor=world.hana, name=f"More {number}", line=line, owner=world.mara, description="Words"
        )
        planning.create_feature(actor=world.hana, name=f"Feature {number}", product=product)


def queries(clients: Clients, address: str) -> int:
    clients["hana"].get(address)
    with CaptureQueriesContext(connection) as asked:
        assert clients["hana"].get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("address", ["/portfolio/", "/portfolio/?sort=owner", "/portfolio/lines/"])
def test_more_rows_need_no_more_queries(world: World, clients: Clients, address: str) -> None:
    more_products(world, 3)
    before = queries(clients, address)
    more_products(world, 30)
    assert queries(clients, address) == before


def names(clients: Clients, query: str = "", who: str = "vera") -> list[str]:
    groups = clients[who].get(f"/portfolio/?{query}").context["groups"]
    return [product.name for _, rows in groups for product, _ in rows]


def change(clients: Clients, who: str, product: Product, **said: Any) -> Any:
    address = f"/portfolio/products/{product.pk}/{next(iter(said))}/"
    return clients[who].post(address, said, headers=IN_PLACE)


def test_products_stand_below_their_lines_in_the_lines_order(world: World, clients: Clients) -> None:
    first = commands.create_line(actor=world.hana, name="Analytics", position=0)
    commands.change_product(actor=world.hana, product=world.insights, line=first)
    commands.change_product(actor=world.hana, product=world.terminal, line=None)
    groups = clients["vera"].get("/portfolio/").context["groups"]
    assert [(line, [product.name for product, _ in rows]) for line, rows in groups] == [
        (first, ["Insights"]),
        (world.line, ["Billing"]),
        (None, ["Terminal"]),
    ]


def test_the_list_is_searched_narrowed_and_sorted(world: World, clients: Clients) -> None:
    commands.change_product(
        actor=world.mara, product=world.billing, description="Invoices", business_role="core"
    )
    commands.change_stage(
        actor=world.mara, product=world.billing, stage="decline", reason="Fewer every year", plan=END
    )
    assert names(clients, "q=invoices") == ["Billing"]
    assert names(clients, f"owner={world.hana.pk}") == ["Terminal"]
    assert names(clients, "stage=decline") == names(clients, "role=core") == ["Billing"]
    assert names(clients, "sort=-name") == ["Terminal", "Insights", "Billing"]
    assert names(clients, "sort=-stage")[0] == "Billing"
    assert names(clients, "sort=-role")[0] == "Billing"
    assert names(clients, "sort=owner") == ["Terminal", "Billing", "Insights"]


@pytest.mark.parametrize("query", ["sort=password", "line=first", "stage=old", "role=x", "q=" + "a" * 201])
def test_an_address_that_cannot_be_is_refused_with_its_place(clients: Clients, query: str) -> None:
    answer = clients["vera"].get(f"/portfolio/?{query}")
    assert answer.status_code == 422
    assert query.partition("=")[0] in answer.context["errors"]


def test_a_product_shows_its_open_features_and_their_number(world: World, clients: Clients) -> None:
    feature = planning.create_feature(actor=world.mara, name="Pay by bank", product=world.billing)
    done = planning.create_feature(actor=world.mara, name="Long done", product=world.billing)
    planning.change_feature(actor=world.mara, feature=done, state="shipped")
    page = clients["vera"].get(f"/portfolio/products/{world.billing.pk}/").content.decode()
    assert feature.name in page
    assert done.name not in page
    assert "1 open feature" in page
    assert "1 feature<" in clients["vera"].get(f"/portfolio/lines/{world.line.pk}/").content.decode()


def test_a_restricted_product_is_nowhere_for_others(world: World, clients: Clients) -> None:
    commands.change_product(actor=world.hana, product=world.insights, restricted=True)
    planning.create_feature(actor=world.hana, name="Cash forecast", product=world.insights)
    for who in ("mara", "tim", "vera"):
        assert "Insights" not in names(clients, who=who)
        assert clients[who].get("/portfolio/").context["counts"].products == 2
        assert "Insights" not in clients[who].get(f"/portfolio/lines/{world.line.pk}/").content.decode()
        for part in ("", "name/", "stage/"):
            assert clients[who].get(f"/portfolio/products/{world.insights.pk}/{part}").status_code == 404
    for who in ("olive", "hana", "oscar"):
        assert "Insights" in names(clients, who=who)


def test_the_owner_describes_her_product_where_it_stands(world: World, clients: Clients) -> None:
    answer = change(clients, "mara", world.billing, description="Invoices that pay themselves")
    assert answer.status_code == 200
    assert "Invoices that pay themselves" in answer.content.decode()
    assert "Undo" in answer.content.decode()
    world.billing.refresh_from_db()
    assert world.billing.description == "Invoices that pay themselves"


def test_what_was_changed_in_place_can_be_undone(world: World, clients: Clients) -> None:
    answer = change(clients, "mara", world.billing, business_role="core").content.decode()
    undo = answer.split('hx-post="/undo/')[1].split('"')[0]
    clients["mara"].post(f"/undo/{undo}")
    world.billing.refresh_from_db()
    assert world.billing.business_role == ""


@pytest.mark.parametrize("field", ["line", "owner", "restricted"])
def test_line_owner_and_who_may_know_are_the_heads_to_decide(
    world: World, clients: Clients, field: str
) -> None:
    said = {"line": "", "owner": world.mara.pk, "restricted": "True"}[field]
    assert change(clients, "mara", world.billing, **{field: said}).status_code == 403
    assert change(clients, "hana", world.terminal, **{field: said}).status_code == 200


@pytest.mark.parametrize(
    "said",
    [{"name": ""}, {"name": "Terminal"}, {"name": "x" * 121}, {"business_role": "king"}, {"owner": "nobody"}],
    ids=str,
)
def test_what_cannot_be_said_comes_back_in_the_editor(
    world: World, clients: Clients, said: dict[str, str]
) -> None:
    answer = change(clients, "hana", world.billing, **said)
    assert answer.status_code == 422
    assert "facteditor" in answer.content.decode()
    assert 'role="alert"' in answer.content.decode()
    before = world.billing.name, world.billing.business_role, world.billing.owner_id
    world.billing.refresh_from_db()
    assert (world.billing.name, world.billing.business_role, world.billing.owner_id) == before


def test_it_all_works_without_a_script(world: World, clients: Clients) -> None:
    address = f"/portfolio/products/{world.billing.pk}/name/"
    assert "<html" in clients["mara"].get(address).content.decode()
    answer = clients["mara"].post(address, {"name": "Invoicing"})
    assert answer.headers["Location"] == f"/portfolio/products/{world.billing.pk}/"
    assert clients["mara"].get("/portfolio/products/99999/name/").status_code == 404
    assert clients["mara"].get(f"/portfolio/products/{world.billing.pk}/password/").status_code == 404


def test_a_stage_changes_with_a_reason_and_stays_in_the_table(world: World, clients: Clients) -> None:
    address = f"/portfolio/products/{world.billing.pk}/stage/"
    refused = clients["mara"].post(address, {"stage": "growth", "reason": " "}, headers=IN_PLACE)
    assert refused.status_code == 422
    same = clients["mara"].post(address, {"stage": "introduction", "reason": "Still"}, headers=IN_PLACE)
    assert same.status_code == 422
    assert not StageChange.objects.exists()
    taken = clients["mara"].post(address, {"stage": "growth", "reason": "Doubled in a year"}, headers=IN_PLACE)
    assert taken.headers["HX-Redirect"] == f"/portfolio/products/{world.billing.pk}/"
    page = clients["vera"].get(f"/portfolio/products/{world.billing.pk}/").content.decode()
    assert "Doubled in a year" in page
    assert "1 Jun" in page


def test_a_stage_changed_by_mistake_is_taken_back_and_once_more(world: World, clients: Clients) -> None:
    address = f"/portfolio/products/{world.billing.pk}/"
    said = {"stage": "decline", "reason": "A slip", "customers": 3, "ends_on": "2027-01-31"}
    clients["mara"].post(f"{address}stage/", said, headers=IN_PLACE)
    undo, stages = re.compile(r'"(/undo/[^"]+)"'), StageChange.objects.values_list("stage", flat=True)
    for stage, steps in (("introduction", []), ("decline", ["decline"])):
        taken_back = undo.search(clients["mara"].get(address).content.decode())
        assert taken_back
        clients["mara"].post(taken_back[1])
        world.billing.refresh_from_db()
        assert (world.billing.stage, list(stages.all())) == (stage, steps)


def test_a_field_comes_back_from_history(world: World, clients: Clients) -> None:
    commands.change_product(actor=world.hana, product=world.billing, owner=world.oscar)
    address = f"/portfolio/products/{world.billing.pk}/history/"
    assert f'hx-get="{address}"' in clients["hana"].get(f"/portfolio/products/{world.billing.pk}/").text
    page = clients["hana"].get(address)
    event = page.context["history"][0].event
    restore = f"/history/portfolio.product/{event}/owner/restore/"
    assert restore in page.text
    assert restore not in clients["mara"].get(address).text
    clients["hana"].post(restore)
    world.billing.refresh_from_db()
    assert world.billing.owner == world.mara


def test_heads_make_products_and_lines(world: World, clients: Clients) -> None:
    clients["hana"].post("/portfolio/lines/new/", {"name": "Analytics", "mark": "triangle"})
    line = ProductLine.objects.get(name="Analytics")
    said = {"name": "Ledger", "stage": "concept", "line": line.pk, "owner": world.mara.pk}
    answer = clients["hana"].post("/portfolio/products/new/", said, headers=IN_PLACE)
    made = Product.objects.get(name="Ledger")
    assert answer.headers["HX-Redirect"] == f"/portfolio/products/{made.pk}/"
    assert (made.line, made.owner, made.stage) == (line, world.mara, "concept")
    again = clients["hana"].post("/portfolio/products/new/", said, headers=IN_PLACE)
    assert again.status_code == 422
    assert Product.objects.filter(name="Ledger").count() == 1


def test_a_line_is_changed_where_it_stands(world: World, clients: Clients) -> None:
    address = f"/portfolio/lines/{world.line.pk}"
    assert clients["hana"].post(f"{address}/mark/", {"mark": "circle"}, headers=IN_PLACE).status_code == 200
    assert clients["hana"].post(f"{address}/mark/", {"mark": "heart"}, headers=IN_PLACE).status_code == 422
    assert clients["hana"].post(f"{address}/position/", {"position": "-1"}, headers=IN_PLACE).status_code == 422
    assert clients["mara"].post(f"{address}/mark/", {"mark": "square"}, headers=IN_PLACE).status_code == 403
    world.line.refresh_from_db()
    assert (world.line.mark, world.line.position) == ("circle", 0)


def test_lines_stand_in_their_order(world: World, clients: Clients) -> None:
    commands.create_line(actor=world.hana, name="Analytics", position=3)
    commands.create_line(actor=world.hana, name="Zinc", position=1)
    lines = clients["vera"].get("/portfolio/lines/").context["lines"]
    assert [line.name for line, _ in lines] == ["Payments", "Zinc", "Analytics"]


def test_targets_that_stay_are_not_called_changed(world: World, clients: Clients) -> None:
    for billing, said in ((100, "Changed the target of 1 product"), (100, "Every target stays as it was")):
        clients["hana"].post("/portfolio/rebalance/", {f"product_{world.billing.pk}": billing})
        assert said in clients["hana"].get("/portfolio/").content.decode()
