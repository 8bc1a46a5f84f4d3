from northing.strategy.models.check_in import Asked, CheckIn
from northing.strategy.models.cycle import Cycle
from northing.strategy.models.key_result import PLACES, KeyResult, KeyResultQuerySet, TargetChange
from northing.strategy.models.objective import (
    Ambition,
    Contribution,
    Level,
    Objective,
    ObjectiveQuerySet,
)
from northing.strategy.models.vision import Pillar, Vision

__all__ = [
    "PLACES",
    "Ambition",
    "Asked",
    "CheckIn",
    "Contribution",
    "Cycle",
    "KeyResult",
    "KeyResultQuerySet",
    "Level",
    "Objective",
    "ObjectiveQuerySet",
    "Pillar",
    "TargetChange",
    "Vision",
]
