"""Which candidates are best within what there is, proven to what gap, and what would bring the others in?"""

from northing_engine.selection.candidates import Candidate, Key, Pool, falling
from northing_engine.selection.errors import NoPlan, SelectionError, UnknownCandidate
from northing_engine.selection.limits import Limit, Limits, Share
from northing_engine.selection.selecting import Selection, select

__all__ = [
    "Candidate",
    "Key",
    "Limit",
    "Limits",
    "NoPlan",
    "Pool",
    "Selection",
    "SelectionError",
    "Share",
    "UnknownCandidate",
    "falling",
    "select",
]
