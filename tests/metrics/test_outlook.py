"""What a forecast says of one day, within it and beyond."""

from datetime import timedelta
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from northing.metrics.models import Metric, MetricForecast, Observation
from northing.metrics.queries.latest import outlooks
from northing.metrics.queries.outlook import LEVELS, Foreseen, Outlook
from northing.metrics.queries.standing import standing
from tests.conftest import NOW, World

TODAY = NOW.date()
BELL = NormalDist(25, 2)
PERCENTILES = ("p10", "p25", "p50", "p75", "p90")


@pytest.mark.parametrize("target", [20, 23, 24, 25, 27.5, 31])
def test_a_normal_outlook_gives_normal_chances(target: float) -> None:
    outlook = Outlook(tuple(BELL.inv_cdf(level) for level in LEVELS))
    assert outlook.reaches(target, rising=False) == pytest.approx(BELL.cdf(target), abs=0.02)
    assert outlook.reaches(target, rising=True) == pytest.approx(1 - BELL.cdf(target), abs=0.02)


@given(st.lists(st.integers(-50, 50), min_size=5, max_size=5), st.integers(-60, 60), st.integers(-60, 60))
def test_more_is_never_less_likely_to_be_undercut(quantiles: list[int], one: int, other: int) -> None:
    outlook = Outlook(tuple(map(float, sorted(quantiles))))
    low, high = sorted((one, other))
    assert 0 <= outlook.below(low) <= outlook.below(high) <= 1


def test_an_outlook_goes_on_beyond_the_last_day_and_widens() -> None:
    said = Foreseen(TODAY, TODAY + timedelta(days=10), TODAY + timedelta(days=20), 30, (20, 40, 60, 80, 100))
    assert said.on(said.last) == Outlook((20, 40, 60, 80, 100))
    beyond = said.on(TODAY + timedelta(days=80))
    assert beyond is not None
    assert beyond.quantiles[2] == 60 + 60 * 3  # on as it went: 30 in 10 days, for 60 more
    assert beyond.quantiles[4] - beyond.quantiles[2] == pytest.approx(
        2 * 40
    )  # four times the time, twice the width
    assert said.on(TODAY + timedelta(days=81)) is None


def test_the_chance_of_a_target_beyond_the_forecast_is_told(world: World) -> None:
    metric = Metric.objects.create(name="Days to paid", unit="d", direction="down", product=world.billing)
    Observation.objects.create(metric=metric, day=TODAY, value=27)
    days = [TODAY + timedelta(days=ahead) for ahead in (60, 120)]
    kept = {name: [BELL.inv_cdf(level)] * 2 for name, level in zip(PERCENTILES, LEVELS, strict=True)}
    MetricForecast.objects.create(metric=metric, said_on=TODAY, days=days, **kept)
    by = TODAY + timedelta(days=200)
    metric.targets.create(by=by, value=24)
    wider = NormalDist(25, 2 * (200 / 120) ** 0.5)
    assert standing([metric])[metric.pk].chance == pytest.approx(wider.cdf(24), abs=0.02)
    assert outlooks([(metric.pk, by)], [TODAY - timedelta(days=1)]) == {}
