"""When growth that slows falls to a level."""

import numpy as np
import pytest

from northing_engine.lifecycle import reaching


def test_a_straight_line_reaches_the_level_where_it_does() -> None:
    found = reaching(np.array([0.40, 0.38, 0.36, 0.34, 0.32]), 0.2)
    assert found is not None
    assert (found.slope, found.steps) == pytest.approx((-0.02, 6.0))
    assert found.earliest == pytest.approx(found.latest)


def test_the_more_the_values_scatter_the_wider_the_range() -> None:
    quiet = reaching(np.array([0.40, 0.379, 0.361, 0.34, 0.32]), 0.2)
    loud = reaching(np.array([0.40, 0.36, 0.38, 0.33, 0.32]), 0.2)
    assert quiet is not None
    assert loud is not None
    assert quiet.latest is not None
    assert loud.latest is not None
    assert loud.earliest < quiet.earliest < quiet.steps < quiet.latest < loud.latest


def test_a_fall_that_may_be_none_has_no_last_day() -> None:
    found = reaching(np.array([0.3, 0.4, 0.25, 0.38, 0.28]), 0.2)
    assert found is not None
    assert found.latest is None


@pytest.mark.parametrize(
    "values", [[0.4, 0.3, 0.2], [0.2, 0.3, 0.4, 0.5], [0.4, 0.3, 0.2, 0.1], [0.5, np.nan, 0.4, 0.3]], ids=str
)
def test_too_few_rising_or_low_values_reach_nothing(values: list[float]) -> None:
    assert reaching(np.array(values), 0.15) is None
