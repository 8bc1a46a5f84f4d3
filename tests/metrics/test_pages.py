"""The list of metrics and one metric, as people see them."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from northing.kernel.errors import Refused
from northing.metrics import commands
from northing.metrics.models import Metric, MetricForecast, Observation, Target, Way
from northing.metrics.queries.latest import outlooks
from northing.metrics.queries.outlook import Outlook
from northing.metrics.queries.series import series
from northing.metrics.queries.standing import chance, standing
from tests.conftest import NOW, Clients, World

TODAY = NOW.date()


def paid(world: World, *, days: int = 60, **fields: object) -> Metric:
    """Days to paid, some 30 of them on each day."""
    said = {"name": "Days to paid", "unit": "d", "decimals": 1, "direction": "down", "product": world.billing}
    metric = commands.create_metric(actor=world.mara, **(said | fields))
    points = {TODAY - timedelta(days=ago): 30 + (ago % 7) / 10 for ago in range(days)}
    commands.record_observations(actor=world.mara, points={metric.pk: points}, way=Way.FILE, name="paid.csv")
    return metric


def foretold(metric: Metric, *, said_on: date = TODAY, middle: float = 30.0) -> MetricForecast:
    days = [TODAY + timedelta(days=ahead) for ahead in range(1, 31)]
    around = {"p10": -2, "p25": -1, "p50": 0, "p75": 1, "p90": 2}
    return MetricForecast.objects.create(
        metric=metric,
        said_on=said_on,
        days=days,
        expected_low=29.0,
        expected_high=31.0,
        **{name: [middle + away] * 30 for name, away in around.items()},
    )


def test_the_list_says_where_each_metric_stands(world: World, clients: Clients) -> None:
    metric = paid(world)
    foretold(metric)
    commands.set_target(actor=world.mara, metric=metric, by=TODAY + timedelta(days=20), value=31.0)
    page = clients["vera"].get("/outcomes/metrics/").text
    assert "Days to paid" in page
    assert "30.0\u202fd" in page
    assert "75\u202f%" in page


def test_many_metrics_need_as_many_queries_as_one(world: World, clients: Clients) -> None:
    paid(world, days=3)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            clients["mara"].get("/outcomes/metrics/")
        counts.append(len(queries))
        for number in range(10):
            paid(world, days=3, name=f"Another {number} of {len(counts)}")
    assert counts[0] >= counts[1] - 0
    assert counts[1] <= counts[0]


@pytest.mark.parametrize(
    "query", ["", "?view=xmr", "?view=table", "?by=month", "?since=3", "?since=all", "?by=x&since=y"]
)
def test_a_metric_shows_its_values_in_every_view(world: World, clients: Clients, query: str) -> None:
    metric = paid(world)
    foretold(metric)
    answer = clients["tim"].get(f"/outcomes/metrics/{metric.pk}/{query}")
    assert answer.status_code == 200
    assert "Days to paid" in answer.text


def test_a_sum_shows_whole_periods_only(world: World) -> None:
    """Of the month that runs, and of the one in which the stretch begins, there is but a part."""
    signups = commands.create_metric(actor=world.mara, name="Signups", over_time="sum")
    points = dict.fromkeys((TODAY - timedelta(days=ago) for ago in range(120)), 1.0)
    commands.record_observations(actor=world.mara, points={signups.pk: points}, way=Way.FILE, name="s.csv")
    months = series(signups, TODAY - timedelta(days=100), "month")
    assert [value for _, value in months] == [monthrange(day.year, day.month)[1] for day, _ in months]
    assert TODAY.replace(day=1) not in dict(months)
    level = commands.change_metric(actor=world.mara, metric=signups, over_time="mean")
    assert TODAY.replace(day=1) in dict(series(level, date.min, "month"))


def test_a_metric_without_values_has_a_page_too(world: World, clients: Clients) -> None:
    metric = commands.create_metric(actor=world.mara, name="Empty")
    assert "has no value yet" in clients["mara"].get(f"/outcomes/metrics/{metric.pk}/").text


def test_a_value_is_typed_in_and_a_published_one_needs_a_reason(world: World, clients: Clients) -> None:
    metric = paid(world, days=1)
    page = f"/outcomes/metrics/{metric.pk}/value/"
    assert clients["mara"].post(page, {"day": TODAY, "value": "28.5"}).status_code == 422
    clients["mara"].post(page, {"day": TODAY, "value": "28.5", "reason": "A bank was late"})
    assert Observation.objects.get(metric=metric).value == 28.5
    later = clients["mara"].post(page, {"day": TODAY + timedelta(days=1), "value": "28.5"})
    assert (later.status_code, "still to come" in later.text) == (422, True)


def test_making_a_target_easier_needs_a_reason(world: World) -> None:
    metric = paid(world, days=1)
    by = TODAY + timedelta(days=90)
    commands.set_target(actor=world.mara, metric=metric, by=by, value=24)
    with pytest.raises(Refused):
        commands.set_target(actor=world.mara, metric=metric, by=by, value=26)
    commands.set_target(actor=world.mara, metric=metric, by=by, value=22)
    commands.set_target(actor=world.mara, metric=metric, by=by, value=26, reason="The law changed")
    assert [target.value for target in metric.targets.all()] == [26]


def test_a_target_taken_away_comes_back_by_undo(world: World, clients: Clients) -> None:
    metric = paid(world, days=1)
    target = commands.set_target(actor=world.mara, metric=metric, by=TODAY + timedelta(days=9), value=24)
    clients["mara"].post(f"/outcomes/metrics/targets/{target.pk}/drop/")
    undo = clients["mara"].get(f"/outcomes/metrics/{metric.pk}/").text.split('action="/undo/')[1].split('"')[0]
    clients["mara"].post(f"/undo/{undo}")
    assert metric.targets.get().value == 24


def test_targets_are_set_one_after_another_on_the_list(world: World, clients: Clients) -> None:
    first, second = paid(world, days=1), paid(world, days=1, name="Another")
    mara, by = clients["mara"], TODAY + timedelta(days=9)
    listed = {"HX-Request": "true", "HX-Current-URL": "http://testserver/outcomes/metrics/?q=d"}
    asked = f"/outcomes/metrics/{first.pk}/target/"
    assert asked in mara.get("/outcomes/metrics/").text
    assert asked not in clients["vera"].get("/outcomes/metrics/").text
    answer = mara.post(asked, {"value": "24", "by": by}, headers=listed)
    assert (answer.headers["HX-Refresh"], first.targets.get().value) == ("true", 24)
    again = mara.get(f"/outcomes/metrics/{second.pk}/target/", headers=listed).text
    assert f'value="{by}"' in again, "the day of the last one is offered"


def test_the_chance_follows_the_quantiles_and_the_direction(world: World) -> None:
    metric = paid(world, days=1)
    foretold(metric)

    def said(value: float, days: int = 10) -> float | None:
        target = Target(metric=metric, by=TODAY + timedelta(days=days), value=value)
        found = outlooks([(metric.pk, target.by)], [TODAY])
        return chance(metric, found.get((metric.pk, target.by, TODAY)), target)

    assert said(30.0) == 0.5
    assert said(31.0) == 0.75
    metric.direction = "up"
    assert said(31.0) == 0.25
    metric.direction, metric.band_low, metric.band_high = "hold", 29.0, 31.0
    assert said(0.0) == 0.5
    assert said(30.0, days=200) is None
    assert said(30.0, days=-1) is None


def test_tails_are_those_of_a_normal_distribution() -> None:
    normal = Outlook((-1.2815515594, -0.6744897502, 0.0, 0.6744897502, 1.2815515594))
    assert normal.below(-2.0) == pytest.approx(0.02275, abs=1e-4)
    assert normal.below(2.0) == pytest.approx(0.97725, abs=1e-4)
    assert Outlook((3.0,) * 5).below(2.9) == 0.0
    assert Outlook((3.0,) * 5).below(3.0) == 1.0


def test_a_standing_says_what_a_year_did(world: World) -> None:
    metric = commands.create_metric(actor=world.mara, name="Revenue", unit="€")
    points = {TODAY: 130.0, TODAY - timedelta(days=366): 100.0}
    commands.record_observations(actor=world.mara, points={metric.pk: points}, way=Way.FILE, name="r.csv")
    assert standing([metric])[metric.pk].change == pytest.approx(0.3)
