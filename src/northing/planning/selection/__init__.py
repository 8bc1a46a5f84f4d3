"""Which candidates the plan should take: the engine's answer, with reasons in words."""

from northing.planning.selection.asked import Asked, ask
from northing.planning.selection.keeping import kept
from northing.planning.selection.report import report
from northing.planning.selection.told import ENOUGH, Line, Told, needs_answer, reasons, told
from northing.planning.selection.working_out import Found, Listening, work_out

__all__ = [
    "ENOUGH",
    "Asked",
    "Found",
    "Line",
    "Listening",
    "Told",
    "ask",
    "kept",
    "needs_answer",
    "reasons",
    "report",
    "told",
    "work_out",
]
