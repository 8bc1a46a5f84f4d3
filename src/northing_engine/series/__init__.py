"""Where is a series going, did it break, and what moved it?"""

from northing_engine.series.breaks import Break, Detection, detect
from northing_engine.series.divisia import divisia, shapley
from northing_engine.series.errors import SeriesError, TooShort
from northing_engine.series.forecasts import FEWEST, Band, Forecast, forecast
from northing_engine.series.identities import Identity, find_identity
from northing_engine.series.limits import Limits, Signal, xmr
from northing_engine.series.seasons import find_season
from northing_engine.series.trend import Trend, count_trend

__all__ = [
    "FEWEST",
    "Band",
    "Break",
    "Detection",
    "Forecast",
    "Identity",
    "Limits",
    "SeriesError",
    "Signal",
    "TooShort",
    "Trend",
    "count_trend",
    "detect",
    "divisia",
    "find_identity",
    "find_season",
    "forecast",
    "shapley",
    "xmr",
]
