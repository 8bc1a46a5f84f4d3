"""Charts as small pure functions: numbers, dates and "today" in, places, paths, a sentence and a table out.

Every place is a percentage, so that a chart is as wide as its page; lines are SVG that stretches, text and
dots are HTML put there by percentage. Nothing here reads a clock, a model or a request. Rendered by the
`charts` template tags.
"""

from northing.ui.charts.axis import TimeAxis, default_range, time_axis
from northing.ui.charts.chance import Chance, chance_ring, tone_of
from northing.ui.charts.feature_bar import (
    FeatureBar,
    FeatureDates,
    Flag,
    QuarterBar,
    feature_bar,
    quarter_bar,
)
from northing.ui.charts.futures import Futures, futures
from northing.ui.charts.table import Table

__all__ = [
    "Chance",
    "FeatureBar",
    "FeatureDates",
    "Flag",
    "Futures",
    "QuarterBar",
    "Table",
    "TimeAxis",
    "chance_ring",
    "default_range",
    "feature_bar",
    "futures",
    "quarter_bar",
    "time_axis",
    "tone_of",
]
