"""How does work flow through the teams, what is old, and what has changed by more than luck?"""

from northing_engine.flow.age import Usual, older_than, usual_time
from northing_engine.flow.change import Change, Shuffled, compare
from northing_engine.flow.errors import FlowError, TooFewWeeks
from northing_engine.flow.luck import significant, usual_range
from northing_engine.flow.progress import in_progress, progress_change
from northing_engine.flow.statistics import Statistic, per_week, share_of, time_within
from northing_engine.flow.windows import Windows

__all__ = [
    "Change",
    "FlowError",
    "Shuffled",
    "Statistic",
    "TooFewWeeks",
    "Usual",
    "Windows",
    "compare",
    "in_progress",
    "older_than",
    "per_week",
    "progress_change",
    "share_of",
    "significant",
    "time_within",
    "usual_range",
    "usual_time",
]
