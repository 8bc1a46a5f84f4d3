"""Charts as small pure functions: numbers, dates and "today" in, places, paths, a sentence and a table out.

Every place is a percentage, so that a chart is as wide as its page; lines are SVG that stretches, text and
dots are HTML put there by percentage. Nothing here reads a clock, a model or a request. Rendered by the
`charts` template tags.
"""

from northing.ui.charts.axis import TimeAxis, time_axis
from northing.ui.charts.burn_up import BurnUp, ForecastPoint, ItemHistory, ScopeStep, Wait, burn_up
from northing.ui.charts.calibration import Calibration, SaidAndHeld, calibration
from northing.ui.charts.chance import Chance, chance_ring, tone_of
from northing.ui.charts.connectors import Connectors, Dependency, connectors, may_have_to_wait, row_centres
from northing.ui.charts.coverage import CoverageRow, Held, HoldRate, Rates, coverage_rows, hold_rates
from northing.ui.charts.feature_bar import FeatureBar, FeatureDates, Flag, QuarterBar, feature_bar, quarter_bar
from northing.ui.charts.finish_times import FinishTimes, Took, finish_times
from northing.ui.charts.futures import Futures, futures
from northing.ui.charts.interval import Interval, Spread, interval
from northing.ui.charts.item_ages import Aged, ItemAges, Kind, item_ages
from northing.ui.charts.life_curve import LifeCurve, Pace, SmallCurve, life_curve, small_curve
from northing.ui.charts.load import (
    CapacityPeriod,
    CapacityRow,
    Meter,
    capacity_row,
    load_bar,
    progress,
)
from northing.ui.charts.load_range import LoadRange, load_range
from northing.ui.charts.promises import Likely, Promised, PromiseHistory, promise_history
from northing.ui.charts.running_totals import RunningTotals, running_totals
from northing.ui.charts.series import Mark, Measure, Point, SeriesChart, series_chart
from northing.ui.charts.slip import SlipBucket, Slips, slips
from northing.ui.charts.sparkline import Sparkline, sparkline
from northing.ui.charts.table import Table
from northing.ui.charts.week_bars import WeekBars, week_bars

__all__ = [
    "Aged",
    "BurnUp",
    "Calibration",
    "CapacityPeriod",
    "CapacityRow",
    "Chance",
    "Connectors",
    "CoverageRow",
    "Dependency",
    "FeatureBar",
    "FeatureDates",
    "FinishTimes",
    "Flag",
    "ForecastPoint",
    "Futures",
    "Held",
    "HoldRate",
    "Interval",
    "ItemAges",
    "ItemHistory",
    "Kind",
    "LifeCurve",
    "Likely",
    "LoadRange",
    "Mark",
    "Measure",
    "Meter",
    "Pace",
    "Point",
    "PromiseHistory",
    "Promised",
    "QuarterBar",
    "Rates",
    "RunningTotals",
    "SaidAndHeld",
    "ScopeStep",
    "SeriesChart",
    "SlipBucket",
    "Slips",
    "SmallCurve",
    "Sparkline",
    "Spread",
    "Table",
    "TimeAxis",
    "Took",
    "Wait",
    "WeekBars",
    "burn_up",
    "calibration",
    "capacity_row",
    "chance_ring",
    "connectors",
    "coverage_rows",
    "feature_bar",
    "finish_times",
    "futures",
    "hold_rates",
    "interval",
    "item_ages",
    "life_curve",
    "load_bar",
    "load_range",
    "may_have_to_wait",
    "progress",
    "promise_history",
    "quarter_bar",
    "row_centres",
    "running_totals",
    "series_chart",
    "slips",
    "small_curve",
    "sparkline",
    "time_axis",
    "tone_of",
    "week_bars",
]
