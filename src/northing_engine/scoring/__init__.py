"""Scores of problems and features, each with how far it can be believed."""

from northing_engine.scoring.kano import (
    CATEGORIES,
    KANO_TABLE,
    Kano,
    better_worse,
    category_of,
    is_clear,
    kano,
)
from northing_engine.scoring.opportunity import Score, opportunity_score, score_answers

__all__ = [
    "CATEGORIES",
    "KANO_TABLE",
    "Kano",
    "Score",
    "better_worse",
    "category_of",
    "is_clear",
    "kano",
    "opportunity_score",
    "score_answers",
]
