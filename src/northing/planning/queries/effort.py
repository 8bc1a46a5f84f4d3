"""How much work a set of features is: the 80 % range of the sum, which is narrower than the ends added up.

An estimate's low, likely and high are read as its 5, 50 and 95 % points: a lognormal of two halves that meet in the
likely value, as the forecast reads it. Mean and variance of each are known in closed form, those of independent
estimates add up, and a lognormal of the same mean and variance stands for the sum (Fenton and Wilkinson). So the
database adds up ten thousand estimates in one pass and nothing is drawn at random.
"""

import math
from dataclasses import dataclass
from typing import Any

from django.db.models import F, FloatField, Func

HALF_OF_90 = 1.6448536269514722  # standard deviations from the median to the 95 % point
HALF_OF_80 = 1.2815515655446004


@dataclass(frozen=True, slots=True)
class Effort:
    """Person-weeks: the middle of the sum and its 80 % range. `estimated` is how many features it is the sum of."""

    estimated: int
    low: float
    middle: float
    high: float


def effort(estimated: int, mean: float, variance: float) -> Effort | None:
    """From the added-up means and variances; None when nothing is estimated."""
    if not estimated or mean <= 0:
        return None
    spread = math.sqrt(math.log(1 + variance / mean**2))
    middle = mean / math.exp(spread**2 / 2)
    return Effort(estimated, middle * math.exp(-HALF_OF_80 * spread), middle, middle * math.exp(HALF_OF_80 * spread))


class _SumOfEstimates(Func):
    """An aggregate of the three numbers, written as SQL: as a tree of expressions it takes Django longer to put
    together than PostgreSQL to add up."""

    contains_aggregate = True
    each = ""

    def __init__(self) -> None:
        columns = ("estimate_low", "estimate_likely", "estimate_high")
        super().__init__(*map(F, columns), output_field=FloatField())

    def get_group_by_cols(self) -> list[Any]:
        return []

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list[Any]]:  # noqa: ARG002  Django's own signature
        low, likely, high = (f"{compiler.compile(column)[0]}::float" for column in self.get_source_expressions())
        below, above = (f"(ln({one}) / {HALF_OF_90})" for one in (f"{likely} / {low}", f"{high} / {likely}"))
        mean = (
            f"{likely} * (exp({below} ^ 2 / 2) * (1 - erf({below} / sqrt(2))) / 2"
            f" + exp({above} ^ 2 / 2) * (1 + erf({above} / sqrt(2))) / 2)"
        )
        mean_of_squares = (
            f"{likely} ^ 2 * (exp({below} ^ 2 * 2) * (1 - erf({below} * sqrt(2))) / 2"
            f" + exp({above} ^ 2 * 2) * (1 + erf({above} * sqrt(2))) / 2)"
        )
        each = self.each.format(mean=mean, mean_of_squares=mean_of_squares)
        return f"coalesce(sum({each}), 0)", []


class SumOfMeans(_SumOfEstimates):
    each = "{mean}"


class SumOfVariances(_SumOfEstimates):
    each = "greatest({mean_of_squares} - ({mean}) ^ 2, 0)"
