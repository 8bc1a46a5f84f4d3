"""How many items of one feature will be done by which week."""

import numpy as np

from northing.planning.forecasts.inputs import Inputs
from northing_engine import forecasting as engine

DRAWS = 4_000  # bands need less than dates
WEEKS = 52


def burn_up(inputs: Inputs, feature: int, *, seed: int) -> engine.BurnUp | None:
    """The bands for one feature; None when it is not forecast, or never done."""
    if feature not in inputs.features:
        return None
    rng = np.random.Generator(np.random.PCG64(seed))
    return engine.burn_up(
        feature,
        inputs.pieces,
        inputs.history,
        inputs.capacity,
        inputs.calendar,
        rng,
        DRAWS,
        weeks=WEEKS,
        doubt_mean=True,
    )
