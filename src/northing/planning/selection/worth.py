"""What a candidate is worth: the score model's benefit, without what it costs.

A score that divides by effort ranks; a plan adds up what it takes. So the plan adds what stands above the line
of the fraction, and the effort counts where it belongs, as a limit.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from northing.planning.models import Key, Method, ScoreModel
from northing.planning.queries.selecting import Offer
from northing.planning.scoring.formulas import check_formula
from northing_engine import scoring as engine

ABOVE_THE_LINE = {
    Method.RICE: "reach * impact * confidence",
    Method.WSJF: "value + urgency + risk_reduction",
    Method.CD3: "cost_of_delay",
    Method.VALUE_EFFORT: "value",
}
WAITING = 0.1
"""What a quarter of waiting takes off, where nobody has said what delay costs."""
WEEKS = 13
DRAWS = 2_000
SEED = 20_260_115
MOST = {"confidence": 1.0}


def score_model(scenario_model: ScoreModel | None) -> ScoreModel | None:
    """The scenario's own, else the default one, else the first; None where there is none."""
    if scenario_model is not None:
        return scenario_model
    rows = ScoreModel.objects.filter(archived_at=None).order_by("-is_default", "position", "pk")
    return rows.first()


def scores(method: engine.Method, offers: Mapping[Key, Offer]) -> engine.Scores:
    """Benefits as distributions, a row for each offer, with what each lacks."""
    inputs = engine.Inputs.of(
        {
            str(key): {
                name: engine.Spread(
                    size.low, size.likely, size.high, most=max(MOST.get(name, np.inf), size.high)
                )
                for name, size in offer.said.items()
            }
            for key, offer in offers.items()
        }
    )
    return engine.score(method, inputs, DRAWS, np.random.Generator(np.random.PCG64(SEED)))


def over_time(model: ScoreModel, value: float, periods: int) -> tuple[float, ...]:
    """In money by week the value of a period is what is earned until the plan's end and the year after; else a
    quarter of waiting takes a tenth."""
    if model.method == Method.CD3:
        return tuple(value * WEEKS * (periods + 4 - period) for period in range(periods))
    return tuple(value * (1 - WAITING) ** period for period in range(periods))


def likely(found: engine.Scores) -> Sequence[float]:
    """To six digits: draws are kept in single precision."""
    return [float(f"{value:.6g}") for value in found.middle]


def benefit(model: ScoreModel) -> engine.Method:
    """How the model's score is reckoned without what stands below the line."""
    drivers = list(model.drivers.all())
    if model.method == Method.WEIGHTED:
        return engine.Method.weighted(
            [engine.Driver(driver.field, driver.weight, driver.worst, driver.best) for driver in drivers]
        )
    if model.method == Method.FORMULA:
        formula = check_formula(model.formula, archived=True)
        divided = f"({model.formula}) * effort" if "effort" in formula.names else model.formula
        return engine.Method(model.method, formula.names, check_formula(divided, archived=True))
    if (text := ABOVE_THE_LINE.get(Method(model.method))) is not None:
        return engine.Method.of_formula(text, engine.KNOWN[model.method].fields)
    return engine.Method.known(model.method)
