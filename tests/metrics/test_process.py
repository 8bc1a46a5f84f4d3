"""Natural process limits, as a metric's page shows them."""

from northing.metrics.views.process import anew

CALM = [10.0, 11.0, 10.5, 9.5, 10.0, 11.0, 10.0, 9.0, 10.5, 10.0]


def test_limits_are_set_anew_where_a_level_lasts() -> None:
    assert anew([*CALM, *(value + 20 for value in CALM)]) == [0, 10]


def test_a_spike_or_a_quiet_series_changes_no_limits() -> None:
    assert anew([*CALM, 40.0, 41.0, *CALM]) == [0]
    assert anew(CALM * 3) == [0]
    assert anew([]) == [0]
