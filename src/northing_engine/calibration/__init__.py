"""How far can stated chances be believed? Scores, coverage, the calibration curve, shrinkage by record."""

from northing_engine.calibration.chances import BrierParts, brier, log_score, murphy, skill
from northing_engine.calibration.confidence import (
    RatioShrinkage,
    ShrunkConfidence,
    pool,
    shrink_confidence,
    shrink_ratios,
)
from northing_engine.calibration.coverage import Coverage, PitTest, coverage, pit, pit_test
from northing_engine.calibration.curve import CurvePoint, calibration_curve, wilson
from northing_engine.calibration.distributions import (
    crps_draws,
    crps_normal,
    pinball,
    ranked_probability_scores,
)
from northing_engine.calibration.luck import (
    Band,
    Record,
    acceptance,
    at_most,
    hits_distribution,
    luck_band,
    luck_bands,
    record_near,
)

__all__ = [
    "Band",
    "BrierParts",
    "Coverage",
    "CurvePoint",
    "PitTest",
    "RatioShrinkage",
    "Record",
    "ShrunkConfidence",
    "acceptance",
    "at_most",
    "brier",
    "calibration_curve",
    "coverage",
    "crps_draws",
    "crps_normal",
    "hits_distribution",
    "log_score",
    "luck_band",
    "luck_bands",
    "murphy",
    "pinball",
    "pit",
    "pit_test",
    "pool",
    "ranked_probability_scores",
    "record_near",
    "shrink_confidence",
    "shrink_ratios",
    "skill",
    "wilson",
]
