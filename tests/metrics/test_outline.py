"""All metrics as one tree."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from northing.kernel.errors import Refused
from northing.metrics import commands
from northing.metrics.commands.factors import make_of
from northing.metrics.models import Factor, Grain, MadeOf, Metric, Observation
from northing.metrics.queries.tree import moved
from tests.conftest import NOW, Clients, World

TODAY = NOW.date()


def grown(world: World, names: tuple[str, str, str], last: float = 0.5) -> list[Metric]:
    """A product of two, of which the second halved a week ago."""
    whole, first, second = (commands.create_metric(actor=world.mara, name=name) for name in names)
    Observation.objects.bulk_create(
        Observation(metric=metric, day=TODAY - timedelta(days=ago), value=value if ago < 7 else 1)
        for metric, value in ((whole, last), (first, 1), (second, last))
        for ago in range(40)
    )
    make_of(actor=world.mara, metric=whole, made_of=MadeOf.PRODUCT, parts=[first, second])
    return [whole, first, second]


def test_the_tree_says_what_moved_each_whole(world: World, clients: Clients) -> None:
    commands.create_metric(actor=world.mara, name="Lone")
    whole, first, second = grown(world, ("Volume", "Attempts", "Rate"))
    page = clients["vera"].get("/outcomes/metrics/tree/").text
    rows = [f'data-id="{whole.pk}"', f'data-id="{whole.pk}.{first.pk}"', f'data-id="{whole.pk}.{second.pk}"']
    places = [page.index(row) for row in rows]
    assert [*places, page.index("Lone")] == sorted([*places, page.index("Lone")])
    assert "bad med" in page[places[2] :]
    assert "bad med" not in page[: places[2]]
    assert "made-of" not in page, "a viewer changes nothing"
    assert f"/outcomes/metrics/{whole.pk}/made-of/" in clients["mara"].get("/outcomes/metrics/tree/").text


def test_many_trees_need_as_many_queries_as_one(world: World, clients: Clients) -> None:
    grown(world, ("A", "B", "C"))
    counts = []
    for _ in range(2):
        clients["mara"].get("/outcomes/metrics/tree/")
        with CaptureQueriesContext(connection) as queries:
            clients["mara"].get("/outcomes/metrics/tree/")
        counts.append(len(queries))
        for number in range(4):
            grown(world, (f"A{number}.{len(counts)}", f"B{number}.{len(counts)}", f"C{number}.{len(counts)}"))
    assert counts[0] == counts[1]


def test_a_circle_is_named(world: World) -> None:
    whole, first, second = grown(world, ("Volume", "Attempts", "Rate"))
    with pytest.raises(Refused) as refusal:
        make_of(actor=world.mara, metric=first, made_of=MadeOf.SUM, parts=[second, whole])
    assert "Attempts is made of Volume is made of Attempts" in refusal.value.errors["parts"]


def test_a_part_that_one_may_not_see_is_not_taken_away(world: World) -> None:
    whole, first, second = grown(world, ("Volume", "Attempts", "Rate"))
    world.terminal.restricted = True
    world.terminal.save()
    commands.change_metric(actor=world.hana, metric=second, product=world.terminal)
    with pytest.raises(Refused):
        make_of(actor=world.mara, metric=whole, made_of=MadeOf.NOTHING)
    assert Factor.objects.filter(whole=whole).count() == 2
    assert first.pk


def test_what_it_is_made_of_comes_back_by_undo(world: World, clients: Clients) -> None:
    whole, first, second = grown(world, ("Volume", "Attempts", "Rate"))
    clients["mara"].post(f"/outcomes/metrics/{whole.pk}/made-of/", {"made_of": ""})
    assert not Factor.objects.exists()
    undo = clients["mara"].get(f"/outcomes/metrics/{whole.pk}/").text.split('action="/undo/')[1].split('"')[0]
    clients["mara"].post(f"/undo/{undo}")
    assert {factor.part_id for factor in whole.factors.all()} == {first.pk, second.pk}
    whole.refresh_from_db()
    assert whole.made_of == MadeOf.PRODUCT


def test_the_latest_month_is_one_month_however_long(world: World) -> None:
    metric = commands.create_metric(actor=world.mara, name="Revenue", grain=Grain.MONTH)
    Observation.objects.bulk_create(
        Observation(metric=metric, day=date(2026, month, 1), value=month) for month in range(1, 6)
    )
    found = moved([metric])[metric.pk]
    assert (found.before, found.after) == (2.5, 5)
