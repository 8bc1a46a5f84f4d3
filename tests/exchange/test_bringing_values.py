"""A file of values becomes metrics: matched, looked at, brought in, and taken back as a whole."""

import io
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from northing.metrics import commands
from northing.metrics.models import Delivery, Metric, Observation, Restatement
from tests.conftest import Clients, World

pytestmark = pytest.mark.django_db
ADDRESS = "/outcomes/bring/"
TABLE = "Day,Signups,Churn (%)\n2026-05-01,10,1.5\n2026-05-02,12,oops\n"


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def look(clients: Clients, table: str, who: str = "mara", **said: str) -> tuple[str, str]:
    """Where the file waits, and what its page says."""
    at = clients[who].post(ADDRESS, {"table": table})["Location"]
    return at, clients[who].post(at, said).content.decode()


def bring(clients: Clients, table: str, who: str = "mara", **said: str) -> Any:
    at, _ = look(clients, table, who)
    return clients[who].post(at, {"bring": "1", **said})


def test_the_look_names_bad_cells_by_line_and_column_and_writes_nothing(world: World, clients: Clients) -> None:
    page = look(clients, TABLE)[1]
    assert "<b>2 metrics</b> to make. <b>3 values</b> new" in page
    assert re.search(r">3</td><td>Churn \(%\)</td><td[^>]*>oops</td><td>This is no number", page)
    assert not Metric.objects.exists()


def test_what_is_new_is_made_and_a_second_time_changes_nothing(world: World, clients: Clients) -> None:
    assert bring(clients, TABLE)["Location"] == "/outcomes/metrics/"
    churn = Metric.objects.get(name="Churn")
    assert (churn.unit, churn.direction, churn.over_time, churn.grain) == ("%", "down", "mean", "day")
    assert list(churn.observations.values_list("day", "value")) == [(date(2026, 5, 1), 1.5)]
    before = list(Observation.objects.order_by("pk").values())
    page = look(clients, TABLE)[1]
    assert "<b>0 values</b> new, <b>0</b> changed, <b>3</b> as they are" in page
    bring(clients, TABLE)
    assert list(Observation.objects.order_by("pk").values()) == before


def test_a_person_says_where_a_series_goes_and_what_it_is(world: World, clients: Clients) -> None:
    there = commands.create_metric(actor=world.mara, name="New accounts")
    page = look(clients, TABLE)[1]
    signups, churn = re.findall(r'name="(s[0-9a-f]{8})_to"', page)[:2]
    said = {
        f"{signups}_to": "new accounts",
        f"{churn}_to": "Lost",
        f"{churn}_better": "hold",
        f"{churn}_unit": "pp",
        "product": str(world.billing.pk),
    }
    bring(clients, TABLE, **said)
    assert there.observations.count() == 2
    lost = Metric.objects.get(name="Lost")
    assert (lost.direction, lost.unit, lost.product) == ("hold", "pp", world.billing)
    bring(clients, TABLE.replace("10", "11"), **{f"{churn}_to": "", f"{signups}_to": "New accounts"})
    assert Restatement.objects.get().value == 10


def test_the_undo_of_the_toast_takes_all_of_it_back(world: World, clients: Clients) -> None:
    bring(clients, TABLE)
    delivery = Delivery.objects.get()
    assert (
        f"/outcomes/deliveries/{delivery.pk}/undo/"
        in clients["mara"].get("/outcomes/sources/").content.decode()
    )
    clients["mara"].post(f"/outcomes/deliveries/{delivery.pk}/undo/")
    assert not Observation.objects.exists()
    assert not Metric.objects.exists()


def test_a_metric_of_a_restricted_product_is_neither_filled_nor_betrayed(
    world: World, clients: Clients
) -> None:
    world.terminal.restricted = True
    world.terminal.save()
    hidden = commands.create_metric(actor=world.hana, name="Signups", product=world.terminal)
    assert 'value="Signups, Terminal"' not in look(clients, TABLE)[1]
    bring(clients, TABLE)
    assert not hidden.observations.exists()
    assert Metric.objects.filter(name="Signups", product=None).exists()


def test_thirty_metrics_from_a_workbook_ask_the_database_as_little_as_two(
    world: World, clients: Clients
) -> None:
    def queries(metrics: int, days: int) -> int:
        file = io.BytesIO()
        book = xlsxwriter.Workbook(file, {"in_memory": True})
        sheet, shown = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, ["Day", *(f"Metric {metrics} {at}" for at in range(metrics))])
        for at in range(days):
            sheet.write_datetime(at + 1, 0, date(2026, 1, 1) + timedelta(days=at), shown)
            sheet.write_row(at + 1, 1, [at + 0.5] * metrics)
        book.close()
        upload = SimpleUploadedFile("kpi.xlsx", file.getvalue())
        found = clients["mara"].post(ADDRESS, {"file": upload})["Location"]
        with CaptureQueriesContext(connection) as seen:
            clients["mara"].post(found)
        clients["mara"].post(found, {"bring": "1"})
        return len(seen)

    few = queries(2, 5)
    assert queries(30, 40) <= few
    assert Observation.objects.count() == 2 * 5 + 30 * 40


def test_members_bring_nothing(world: World, clients: Clients) -> None:
    assert clients["tim"].get(ADDRESS).status_code == 403
    assert clients["tim"].get("/outcomes/sources/").status_code == 403
