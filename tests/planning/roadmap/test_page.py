"""The roadmap's page: what it draws, what it asks the database, what is done from it."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from northing.planning import commands
from northing.planning.models import Dependency, Feature
from northing.portfolio.commands import WindingDown, change_stage
from tests.conftest import Clients, World
from tests.keeping import kept
from tests.planning.roadmap.conftest import Plan, day, refresh

PAGE = "/plan/roadmap/"


@pytest.fixture
@kept
def two(plan: Plan) -> tuple[Feature, Feature]:
    first, second = plan("Pay by bank", items=30, due=35), plan("Receipts", items=4, due=150)
    refresh()
    return first, second


def queries(clients: Clients, address: str) -> int:
    clients["mara"].get(address)
    with CaptureQueriesContext(connection) as asked:
        assert clients["mara"].get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}?view=columns", f"{PAGE}?group=team&zoom=month"])
def test_as_many_queries_for_50_features_as_for_5(
    address: str, clients: Clients, world: World, plan: Plan
) -> None:
    def more(count: int) -> None:
        for number in range(count):
            commands.create_feature(
                actor=world.hana,
                name=f"Feature {count} {number}",
                product=world.billing,
                team=world.billing_core,
                state="planned",
            )
        refresh()

    more(5)
    few = queries(clients, address)
    more(45)
    assert queries(clients, address) == few


def test_the_steps_by_which_a_product_ends_are_part_of_the_plan(
    clients: Clients, world: World, two: tuple[Feature, Feature]
) -> None:
    """For those who know dates and products; whoever narrows to a team looks for features."""
    ends = day(200)
    end = WindingDown(customers=12, ends_on=ends, steps=[(day(90), "Read only"), (ends, "Switched off")])
    change_stage(actor=world.olive, product=world.billing, stage="decline", reason="Fewer each year", plan=end)
    shown = clients["mara"].get(PAGE).content.decode()
    assert shown.index("Receipts") < shown.index("Read only") < shown.index("Switched off")
    assert "ends on" in shown
    assert "Read only" in clients["mara"].get(f"{PAGE}?product={world.billing.pk}").content.decode()
    for told_less in (f"{PAGE}?audience=public", f"{PAGE}?team={world.data.pk}"):
        assert "Read only" not in clients["mara"].get(told_less).content.decode()
    world.billing.restricted = True
    world.billing.save()
    assert "Read only" in clients["mara"].get(PAGE).content.decode()
    assert "Read only" not in clients["oscar"].get(PAGE).content.decode()
    assert two[0].name in shown


def test_the_one_most_at_risk_is_in_the_panel(clients: Clients, two: tuple[Feature, Feature]) -> None:
    answer = clients["mara"].get(PAGE)
    assert answer.context["selected"] == two[0].pk
    assert clients["mara"].get(f"{PAGE}?feature={two[1].pk}").context["selected"] == two[1].pk
    assert clients["mara"].get(f"{PAGE}?feature=none").context["selected"] is None


def test_the_filter_of_the_lists_narrows_it(clients: Clients, two: tuple[Feature, Feature]) -> None:
    page = clients["mara"].get(f"{PAGE}?q=Receipts").content.decode()
    assert "Receipts" in page
    assert "Pay by bank" not in page


@pytest.mark.parametrize("query", ["zoom=year", "view=wall", "from=tomorrow", "group=colour", "team=x"])
def test_what_the_address_can_not_mean_is_refused_by_name(query: str, clients: Clients, plan: Plan) -> None:
    assert clients["mara"].get(f"{PAGE}?{query}").status_code == 422


def test_the_panel_says_how_many_futures_make_it(clients: Clients, two: tuple[Feature, Feature]) -> None:
    page = clients["mara"].get(f"{PAGE}{two[0].pk}/").content.decode()
    assert "of 20 futures make it" in page
    outlook = clients["mara"].get(f"/plan/features/{two[0].pk}/outlook/").content.decode()
    assert "What would bring it back" in outlook


def test_a_promise_is_moved_from_the_dialog(clients: Clients, two: tuple[Feature, Feature]) -> None:
    feature = two[0]
    address = f"/plan/features/{feature.pk}/commitment/"
    asked = clients["mara"].get(f"{address}?due_on={day(60)}")
    assert str(day(60)) in asked.content.decode()
    refused = clients["mara"].post(address, {"due_on": str(day(60)), "reason": ""})
    assert refused.status_code == 422
    assert "needs a reason" in refused.content.decode()
    clients["mara"].post(address, {"due_on": str(day(60)), "reason": "Certification"})
    feature.refresh_from_db()
    assert feature.due_on == day(60)


def test_a_circle_of_needs_is_refused_in_the_dialog(clients: Clients, two: tuple[Feature, Feature]) -> None:
    first, second = two
    clients["mara"].post(f"/plan/features/{first.pk}/link/", {"kind": "needs", "other": second.pk})
    answer = clients["mara"].post(f"/plan/features/{second.pk}/link/", {"kind": "needs", "other": first.pk})
    assert answer.status_code == 422
    assert "circle" in answer.content.decode()


@pytest.mark.parametrize(
    ("kind", "here", "there"),
    [
        ("needs", "Waits for", "Holds up"),
        ("relates", "Relates to", "Relates to"),
        ("duplicates", "Duplicates", "Is duplicated by"),
    ],
)
def test_features_are_linked_in_three_ways(
    kind: str, here: str, there: str, clients: Clients, two: tuple[Feature, Feature]
) -> None:
    first, second = two
    address = f"/plan/features/{first.pk}/link/"
    assert f'<option value="{kind}"' in clients["mara"].get(address).content.decode()
    clients["mara"].post(address, {"kind": kind, "other": second.pk})
    assert Dependency.objects.get().kind == kind
    for feature, said in ((first, here), (second, there)):
        assert said in clients["mara"].get(f"/plan/features/{feature.pk}/").content.decode()


def test_only_a_need_asks_for_a_new_forecast(
    clients: Clients,
    two: tuple[Feature, Feature],
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[list[object]]],
) -> None:
    first, second = two
    asked = ProcrastinateJob.objects.filter(task_name__startswith="northing.planning")
    for kind, is_asked in (("relates", False), ("needs", True)):
        asked.delete()
        with django_capture_on_commit_callbacks(execute=True):
            clients["mara"].post(f"/plan/features/{first.pk}/link/", {"kind": kind, "other": second.pk})
        assert asked.exists() is is_asked


def test_rows_change_places(clients: Clients, two: tuple[Feature, Feature]) -> None:
    first, second = two
    clients["mara"].post(f"/plan/features/{second.pk}/rank/", {"before": first.pk})
    ranked = list(Feature.objects.order_by("rank").values_list("name", flat=True))
    assert ranked == ["Receipts", "Pay by bank"]


def test_dates_dim_while_a_newer_forecast_is_awaited(
    clients: Clients,
    world: World,
    two: tuple[Feature, Feature],
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[list[object]]],
) -> None:
    ProcrastinateJob.objects.filter(task_name__startswith="northing.planning").delete()
    assert "data-waiting" not in clients["mara"].get(PAGE).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        commands.change_feature(actor=world.mara, feature=two[0], rank=99.0)
    assert "data-waiting" in clients["mara"].get(PAGE).content.decode()
    run = two[0].outlook_records.latest("pk").run_id
    waiting = clients["mara"].get(f"{PAGE}forecast/?run={run}")
    assert "HX-Refresh" not in waiting
    assert "Forecasting again" in waiting.content.decode()
    assert clients["mara"].get(f"{PAGE}forecast/?run={run - 1}")["HX-Refresh"] == "true"


def test_viewers_see_no_capacity(clients: Clients, two: tuple[Feature, Feature]) -> None:
    assert b"Capacity, all teams" in clients["mara"].get(PAGE).content
    assert b"Capacity, all teams" not in clients["vera"].get(PAGE).content


def test_now_next_later(clients: Clients, world: World, two: tuple[Feature, Feature]) -> None:
    commands.change_feature(actor=world.mara, feature=two[1], state="building")
    page = clients["mara"].get(f"{PAGE}?view=columns")
    columns = {name: [line.seen.name for line in lines] for name, _, lines in page.context["roadmap"].columns}
    assert columns["Now"] == ["Receipts"]
    assert columns["Next"] == ["Pay by bank"]
