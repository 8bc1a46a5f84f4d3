"""Where is a product in its life? Who came and left, the stage its growth tells, and how far it may spread."""

from northing_engine.lifecycle.bass import Bass, BassFit, bass
from northing_engine.lifecycle.errors import LifecycleError, TooEarly
from northing_engine.lifecycle.growth import Growth, Revenue, growth_accounting, revenue_accounting
from northing_engine.lifecycle.pace import Reaching, reaching
from northing_engine.lifecycle.stages import Stage, StageEvidence, stage_evidence, stage_of

__all__ = [
    "Bass",
    "BassFit",
    "Growth",
    "LifecycleError",
    "Reaching",
    "Revenue",
    "Stage",
    "StageEvidence",
    "TooEarly",
    "bass",
    "growth_accounting",
    "reaching",
    "revenue_accounting",
    "stage_evidence",
    "stage_of",
]
