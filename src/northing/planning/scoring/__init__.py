"""Where scores meet the engine: what teams say, corrected by what became of it."""

from northing.planning.scoring.record import Corrections, Range, corrections

__all__ = ["Corrections", "Range", "corrections"]
