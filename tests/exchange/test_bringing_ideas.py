"""A spreadsheet of ideas becomes features with inputs: matched, looked at, brought in, taken back as one."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from northing.exchange.ideas.cells import Habits, numbers_of, range_of
from northing.exchange.ideas.columns import proposed
from northing.organisation.models import Team
from northing.planning.models import Feature, Input, ScoreModel
from northing.portfolio.models import Product
from tests.conftest import Clients, World

pytestmark = pytest.mark.django_db
ADDRESS = "/plan/bring/"
TABLE = (
    "Idea,Product,Team,Reach (users/quarter),Impact,Confidence,Effort (person-months),RICE score\n"
    'Refund in parts,Billing,Billing Core,"1,900",High,80%,1,3040\n'
    "Offline mode,Terminal,Billing Core,900 - 1400,2,0.7,1 - 3,800\n"
    "Broken,Billing,Billing Core,many,2,80%,1,0\n"
)


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def look(clients: Clients, table: str, who: str = "hana", **said: str) -> tuple[str, str]:
    """Where the file waits, and what its page says."""
    at = clients[who].post(ADDRESS, {"table": table})["Location"]
    return at, clients[who].post(at, said).content.decode()


def bring(clients: Clients, table: str, who: str = "hana", **said: str) -> Any:
    at, _ = look(clients, table, who)
    return clients[who].post(at, {"bring": "1", **said})


def test_columns_are_known_by_how_people_call_them() -> None:
    names = ["Title", "Squad", "Reach min", "Reach", "Reach max", "Conf.", "Effort [wk]", "RICE", "Job size"]
    assert proposed(names) == [
        *("name", "team", "reach:low", "reach", "reach:high", "confidence", "effort", "", "job_size"),
    ]
    others = [
        "Idea",
        "Users affected per qtr",
        "Confidence %",
        "Dev effort in weeks",
        "Customer",
        "Requested by",
    ]
    assert proposed(others) == ["name", "reach", "confidence", "effort", "", ""]
    assert [proposed(["Idea", each])[1] for each in ("# users", "Affected users / month")] == ["reach", "reach"]


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("reach", "1.2k", [1200]),
        ("reach", "~ 900", [900]),
        ("reach", "ca 900", [900]),
        ("reach", "ca. 900 – 1,400", [900, 1400]),
        ("effort", "2-4 weeks", [2, 4]),
        ("effort", "3 pw", [3]),
        ("confidence", "80 %", [0.8]),
        ("confidence", "80", [0.8]),
        ("confidence", "1", [1]),
        ("confidence", "Medium", [0.8]),
        ("impact", "massive", [3]),
    ],
)
def test_a_cell_says_what_people_write_there(field: str, text: str, said: list[float]) -> None:
    assert numbers_of(field, text, Habits()) == pytest.approx(said)


def test_ends_in_columns_of_their_own_are_one_range() -> None:
    assert range_of("reach", {"low": [900], "": [1200], "high": [2000]}, Habits()) == (900, 1200, 2000)
    assert range_of("reach", {"low": [900], "high": [1600]}, Habits()) == pytest.approx((900, 1200, 1600))
    assert range_of("effort", {"": [4]}, Habits(width="double")) == (2, 4, 8)
    assert range_of("confidence", {"": [0.8]}, Habits(width="double")) == (0.4, 0.8, 1)


def test_the_look_names_bad_rows_by_line_column_and_value_and_writes_nothing(
    world: World, clients: Clients
) -> None:
    page = look(clients, f"{TABLE},,,,,,,\nTotal,,,2800,,,5,\n")[1]
    assert "<b>2 ideas</b> new" in page
    assert "2 rows</b> stay out" in page
    assert "Sums up the table, and is no idea" in page
    assert re.search(r">4</td><td>Reach \(users/quarter\)</td><td[^>]*>many</td><td>This is no number", page)
    assert not Feature.objects.exists()


def test_what_will_be_said_later_and_names_where_numbers_are_usual_keep_no_row_out(
    world: World, clients: Clients
) -> None:
    page = look(clients, "Idea,Customers,Effort\nOne,Hotel Isar,TBD\nTwo,Brandt,?\nThree,Adler,1.5\n")[1]
    assert "<b>3 ideas</b> new" in page
    assert "stay out" not in page


def test_ideas_become_features_with_inputs_and_one_undo_takes_all_of_it_back(
    world: World, clients: Clients
) -> None:
    assert bring(clients, TABLE)["Location"] == "/plan/prioritise/"
    refund, offline = Feature.objects.order_by("rank")
    assert (refund.product, refund.team, refund.state) == (world.billing, world.billing_core, "idea")
    assert (float(refund.estimate_likely or 0), float(offline.estimate_high or 0)) == (4.33, 13.0)
    said = {(row.feature_id, row.field): row for row in Input.objects.all()}
    reach = said[offline.pk, "reach"]
    assert (reach.low, reach.high, reach.evidence, reach.said_by) == (900, 1400, "Pasted table.csv", world.hana)
    assert (said[refund.pk, "impact"].likely, said[refund.pk, "confidence"].likely) == (2, 0.8)
    assert ScoreModel.objects.get().method == "rice"
    undo = re.search(
        r"/history/[^\"]*undo[^\"]*|/undo/[^\"]*", clients["hana"].get("/plan/prioritise/").content.decode()
    )
    assert undo
    clients["hana"].post(undo[0])
    assert not Feature.objects.exists()
    assert not Input.objects.exists()


def test_a_manager_takes_back_what_she_brought(world: World, clients: Clients) -> None:
    bring(clients, "Idea,Product,Impact\nMine,Billing,3\n", "mara")
    page = clients["mara"].get("/plan/prioritise/").content.decode()
    undo = re.search(r"/history/[^\"]*undo[^\"]*|/undo/[^\"]*", page)
    assert undo
    clients["mara"].post(undo[0])
    assert not Feature.objects.exists()


def test_the_same_file_again_brings_numbers_up_to_date(world: World, clients: Clients) -> None:
    bring(clients, TABLE)
    bring(clients, TABLE.replace('"1,900"', '"2,500"'))
    assert Feature.objects.count() == 2
    assert Input.objects.get(feature__name="Refund in parts", field="reach").likely == 2500


def test_teams_and_products_that_nobody_has_made_are_made_by_heads_only(world: World, clients: Clients) -> None:
    table = "Idea,Team,Product,Effort\nNew,Collect,Dunning,3\n"
    assert "Ask one of them" in look(clients, table, "mara")[1]
    assert bring(clients, table, "mara").status_code == 422
    assert not Team.objects.filter(name="Collect").exists()
    bring(clients, table)
    made = Feature.objects.get()
    assert made.team == Team.objects.get(name="Collect")
    assert made.product == Product.objects.get(name="Dunning")


def test_a_manager_brings_only_what_she_may_change(world: World, clients: Clients) -> None:
    table = "Idea,Product,Team,Effort\nMine,Billing,Billing Core,3\nHis,Insights,Data,2\n"
    assert bring(clients, table, "mara").status_code == 403
    assert not Feature.objects.exists()
    assert clients["vera"].get(ADDRESS).status_code == 403


def test_two_hundred_ideas_take_as_few_queries_as_two(world: World, clients: Clients) -> None:
    def queries(count: int) -> int:
        rows = "".join(f"Idea {count} {n},Billing,Billing Core,{n + 1},2,80,3\n" for n in range(count))
        table = f"Idea,Product,Team,Reach,Impact,Confidence,Effort\n{rows}"
        at = clients["hana"].post(ADDRESS, {"table": table})["Location"]
        with CaptureQueriesContext(connection) as counted:
            assert clients["hana"].post(at, {"bring": "1"}).status_code == 302
        return len(counted)

    few = queries(2)
    assert queries(200) <= few
    assert Feature.objects.count() == 202
