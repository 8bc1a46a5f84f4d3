"""A measure over time, as it is drawn."""

from datetime import date

import pytest

from northing.ui.charts.series import Measure, Point, series_chart


@pytest.mark.parametrize(
    ("values", "levels"),
    [
        ((1_200_000, 4_900_000), ["0", "2m", "4m", "6m"]),
        ((1_010_000, 1_090_000), ["1.00m", "1.05m", "1.10m"]),
        ((5_100, 5_900), ["5,000", "5,500", "6,000"]),
        ((90.1, 91.2), ["90.0", "90.5", "91.0", "91.5"]),
    ],
)
def test_levels_are_told_apart_in_few_letters(values: tuple[float, float], levels: list[str]) -> None:
    points = [Point(date(2026, 6, 1 + at), value) for at, value in enumerate(values)]
    assert [label.text for label in series_chart(Measure("Volume", points)).up] == levels


def test_a_target_is_told_in_the_unit() -> None:
    points = [Point(date(2026, 6, 1), 2_000_000)]
    chart = series_chart(Measure("Volume", points, targets=[(date(2026, 6, 30), 2_800_000)], unit="€"))
    assert [target.text for target in chart.targets] == ["€2.80m"]
