"""A person's own formula for a score, in a language that can only compute."""

from northing_engine.scoring.formula.errors import FormulaError
from northing_engine.scoring.formula.parser import Formula, parse
from northing_engine.scoring.formula.tree import FUNCTIONS, Undefined

__all__ = ["FUNCTIONS", "Formula", "FormulaError", "Undefined", "parse"]
