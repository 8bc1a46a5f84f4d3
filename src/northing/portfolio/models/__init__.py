"""Lines, products and their lives; what they cost and bring; what is kept in mind about them; what may come."""

from northing.portfolio.models.amount import Amount, Quarter
from northing.portfolio.models.intake import Case, Criterion, Evidence, Gate, GateDecision, Verdict
from northing.portfolio.models.market import Competitor, Rivalry, Signal
from northing.portfolio.models.money import InvestmentClass, PortfolioRules, Revenue, Spending, quarter_of
from northing.portfolio.models.noted import Likelihood, Outcome, Regulation, Risk, Severity
from northing.portfolio.models.products import (
    BusinessRole,
    Horizon,
    LineMark,
    Product,
    ProductLine,
    Stage,
    StageChange,
)
from northing.portfolio.models.stage_plans import StagePlan, StageStep

__all__ = [
    "Amount",
    "BusinessRole",
    "Case",
    "Competitor",
    "Criterion",
    "Evidence",
    "Gate",
    "GateDecision",
    "Horizon",
    "InvestmentClass",
    "Likelihood",
    "LineMark",
    "Outcome",
    "PortfolioRules",
    "Product",
    "ProductLine",
    "Quarter",
    "Regulation",
    "Revenue",
    "Risk",
    "Rivalry",
    "Severity",
    "Signal",
    "Spending",
    "Stage",
    "StageChange",
    "StagePlan",
    "StageStep",
    "Verdict",
    "quarter_of",
]
