"""Which candidates are best within what there is, proven to what gap, and what would bring the others in?"""

from northing_engine.selection.alternatives import Alternative, Robustness, fit_chance, next_best, robustness
from northing_engine.selection.candidates import Candidate, Key, Pool, falling
from northing_engine.selection.contradiction import contradiction
from northing_engine.selection.errors import NoPlan, SelectionError, UnknownCandidate
from northing_engine.selection.limits import Limit, Limits, Share
from northing_engine.selection.reasons import More, Reason, explain
from northing_engine.selection.selecting import Selection, select

__all__ = [
    "Alternative",
    "Candidate",
    "Key",
    "Limit",
    "Limits",
    "More",
    "NoPlan",
    "Pool",
    "Reason",
    "Robustness",
    "Selection",
    "SelectionError",
    "Share",
    "UnknownCandidate",
    "contradiction",
    "explain",
    "falling",
    "fit_chance",
    "next_best",
    "robustness",
    "select",
]
