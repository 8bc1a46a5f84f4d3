"""Scores of problems and features, each with how far it can be believed."""

from northing_engine.scoring.delay import Job, cd3_order, delay_cost
from northing_engine.scoring.errors import InvalidSpread, ScoringError
from northing_engine.scoring.fit import Effort, fit_chance, fit_chances
from northing_engine.scoring.formula import Formula, FormulaError, parse
from northing_engine.scoring.kano import (
    CATEGORIES,
    KANO_TABLE,
    Kano,
    better_worse,
    category_of,
    is_clear,
    kano,
)
from northing_engine.scoring.knowing import (
    Knowing,
    Mover,
    chance_to_beat,
    drivers_of,
    evpi_normal,
    evpi_of_trial,
    evsi_of_trial,
    value_of_knowing,
)
from northing_engine.scoring.method import KNOWN, Driver, Known, Method
from northing_engine.scoring.moscow import LEAST_COULD, MOST_MUST, MoscowCheck, moscow
from northing_engine.scoring.opportunity import Score, opportunity_score, point_score, score_answers
from northing_engine.scoring.rounds import Disagreement, disagreement
from northing_engine.scoring.scores import TOO_CLOSE, Scores, score
from northing_engine.scoring.spreads import Inputs, Spread

__all__ = [
    "CATEGORIES",
    "KANO_TABLE",
    "KNOWN",
    "LEAST_COULD",
    "MOST_MUST",
    "TOO_CLOSE",
    "Disagreement",
    "Driver",
    "Effort",
    "Formula",
    "FormulaError",
    "Inputs",
    "InvalidSpread",
    "Job",
    "Kano",
    "Knowing",
    "Known",
    "Method",
    "MoscowCheck",
    "Mover",
    "Score",
    "Scores",
    "ScoringError",
    "Spread",
    "better_worse",
    "category_of",
    "cd3_order",
    "chance_to_beat",
    "delay_cost",
    "disagreement",
    "drivers_of",
    "evpi_normal",
    "evpi_of_trial",
    "evsi_of_trial",
    "fit_chance",
    "fit_chances",
    "is_clear",
    "kano",
    "moscow",
    "opportunity_score",
    "parse",
    "point_score",
    "score",
    "score_answers",
    "value_of_knowing",
]
