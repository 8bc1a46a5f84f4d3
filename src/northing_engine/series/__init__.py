"""Where is a series going?"""

from northing_engine.series.trend import Trend, count_trend

__all__ = ["Trend", "count_trend"]
