"""From a metric's forecast to the chance of a target, and from those to the chance of an objective."""

from datetime import date
from statistics import NormalDist

import pytest

from northing.kernel import clock
from northing.metrics.models import Metric, MetricForecast, Observation
from northing.metrics.queries.outlook import LEVELS
from northing.planning import commands as planning
from northing.planning.models import ForecastRun, Outlook
from northing.portfolio import commands as portfolio
from northing.strategy import commands
from northing.strategy.commands import Said
from northing.strategy.models import CheckIn, KeyResult
from northing.strategy.queries.chances import chance_met
from northing.strategy.queries.gaps import gaps
from northing.strategy.queries.standing import are_apart
from northing.strategy.queries.strategy_map import strategy_map
from tests.conftest import NOW, Clients
from tests.strategy.conftest import Strategy, number

BELL = NormalDist(25, 2)
QUANTILES = tuple(BELL.inv_cdf(level) for level in LEVELS)


def test_fifteen_points_apart_are_worth_a_talk_and_what_is_met_needs_no_work(strategy: Strategy) -> None:
    assert are_apart(0.8, 0.65)
    assert not are_apart(0.8, 0.66)
    assert not are_apart(None, 0.1)
    mara = strategy.world.mara
    assert [line.name for line in unserved(strategy)] == [strategy.sent.name]
    commands.check_in(actor=mara, said=[Said(strategy.sent, strategy.sent.target, 1.0, "All of them")])
    assert unserved(strategy) == []
    commands.check_in(actor=mara, said=[Said(strategy.days, number("29"), 0.6, "Slow")])
    days = {line.objective.code: line.checked_on for line in strategy_map(mara).objectives}
    assert days == {"O1": None, "O2": NOW.date()}  # one of two is not all


def unserved(strategy: Strategy) -> list[KeyResult]:
    return [line.key_result for line in gaps(strategy_map(strategy.world.hana)).unserved]


def test_an_objective_is_met_when_the_mean_is() -> None:
    sure, half = ((1.0, 1.0),), ((1.0, 0.5), (0.0, 0.5))
    assert chance_met([(sure, 1), (half, 1)], 0.7) == pytest.approx(0.5)
    assert chance_met([(sure, 3), (half, 1)], 0.7) == pytest.approx(1)
    assert chance_met([(half, 1), (half, 1)], 1.0) == pytest.approx(0.25)
    assert chance_met([([(0.7, 1.0)], 1)], 0.7) == pytest.approx(1)  # just there is there
    assert chance_met([], 0.7) is None


@pytest.fixture
def read(strategy: Strategy) -> KeyResult:
    """Days to paid as a metric: 27.3 today, and forecast around 25 for the end of the year."""
    metric = Metric.objects.create(
        name="Days to paid", unit="d", decimals=1, direction="down", product=strategy.world.billing
    )
    Observation.objects.create(metric=metric, day=NOW.date(), value=27.3)
    kept = dict(zip(("p10", "p25", "p50", "p75", "p90"), ([value] for value in QUANTILES), strict=True))
    MetricForecast.objects.create(metric=metric, said_on=NOW.date(), days=[date(2026, 12, 31)], **kept)
    return commands.add_key_result(
        actor=strategy.world.mara,
        objective=strategy.paid,
        name="",
        metric=metric,
        baseline=number("30"),
        target=number("25"),
    )


def test_a_key_result_reads_its_metric(strategy: Strategy, read: KeyResult, clients: Clients) -> None:
    assert (read.name, read.unit, read.decimals) == ("Days to paid", "d", 1)
    standing = next(
        line.standing for line in strategy_map(strategy.world.hana).results if line.key_result == read
    )
    assert (standing.value, standing.chance) == (number("27.3"), pytest.approx(0.5))
    form = clients["mara"].get(f"/strategy/check-in/k{read.pk}/").content.decode()
    assert 'value="27.3"' in form
    assert "The forecast says 50" in form


def test_a_check_in_seals_what_the_forecast_said(strategy: Strategy, read: KeyResult, clients: Clients) -> None:
    said = {f"value_{read.pk}": "27.3", f"confidence_{read.pk}": "80", f"sentence_{read.pk}": "Will do"}
    clients["mara"].post(f"/strategy/check-in/k{read.pk}/", said)
    assert CheckIn.objects.get().chance_then == pytest.approx(0.5)
    page = clients["mara"].get(f"/strategy/?open=k{read.pk}").content.decode()
    assert "owner says 80 percent, forecast says 50 percent" in page
    assert "duo far" in page


def test_who_may_not_know_the_metric_does_not_see_the_key_result(strategy: Strategy, read: KeyResult) -> None:
    world = strategy.world
    portfolio.change_product(actor=world.hana, product=world.billing, restricted=True)
    assert read.pk in {line.key_result.pk for line in strategy_map(world.mara).results}
    assert read.pk not in {line.key_result.pk for line in strategy_map(world.oscar).results}


def test_a_closed_cycle_keeps_what_the_metric_said(strategy: Strategy, read: KeyResult) -> None:
    commands.check_in(actor=strategy.world.mara, said=[Said(strategy.days, number("24"), 0.9, "Done")])
    Observation.objects.create(metric=read.metric, day=date(2026, 12, 30), value=24.2)
    Observation.objects.create(metric=read.metric, day=date(2027, 1, 4), value=31)
    with clock.frozen(NOW.replace(year=2027)):
        commands.close_cycle(actor=strategy.world.hana, cycle=strategy.cycle)
    read.refresh_from_db()
    assert read.closed_value == number("24.2")


def test_a_metric_says_what_hangs_on_it_and_what_comes_too_late(
    strategy: Strategy, read: KeyResult, clients: Clients
) -> None:
    hana = strategy.world.hana
    run = ForecastRun.objects.create(asked_at=NOW, seed=1, draws=1, version="1")
    for name, p85 in (("Reminders", date(2026, 11, 20)), ("Approvals", date(2027, 2, 9))):
        feature = planning.create_feature(actor=hana, name=name, product=strategy.world.billing)
        planning.aim(actor=hana, feature=feature, objective=strategy.paid, key_result=read)
        Outlook.objects.create(feature=feature, run=run, p85=p85)
    assert f"/strategy/metrics/{read.metric_id}/".encode() in (
        clients["vera"].get(f"/outcomes/metrics/{read.metric_id}/").content
    )
    page = clients["vera"].get(f"/strategy/metrics/{read.metric_id}/").content.decode()
    assert "25.0\u202fd by 31 December" in page
    assert page.count("too late for the target") == 1
    assert page.index("Approvals") < page.index("too late for the target")
