"""Ways to score: the usual ones as formulas in the same language that a person's own formula is written in."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from northing_engine.scoring.errors import ScoringError
from northing_engine.scoring.formula import Formula, Undefined, parse
from northing_engine.scoring.formula.tree import Values


@dataclass(frozen=True, slots=True)
class Known:
    """A way to score: its formula, the fields it asks for in their usual order, and where it comes from."""

    formula: str
    fields: tuple[str, ...]
    source: str


KNOWN: Mapping[str, Known] = {
    "rice": Known(
        "reach * impact * confidence / effort",
        ("reach", "impact", "confidence", "effort"),
        "McBride, Intercom, 2016",
    ),
    "ice_mean": Known(
        "(impact + confidence + ease) / 3",
        ("impact", "confidence", "ease"),
        "Ellis and Brown, Hacking Growth, 2017: the mean of three grades",
    ),
    "ice_product": Known(
        "impact * confidence * ease",
        ("impact", "confidence", "ease"),
        "Gilad, Evidence Guided, 2023: the product of three grades",
    ),
    "wsjf": Known(
        "(value + urgency + risk_reduction) / job_size",
        ("value", "urgency", "risk_reduction", "job_size"),
        "Scaled Agile: relative grades, no money",
    ),
    "cd3": Known(
        "cost_of_delay / duration",
        ("cost_of_delay", "duration"),
        "Reinertsen, 2009; Smith, 1956: optimal for one team and costs that grow evenly",
    ),
    "value_effort": Known("value / effort", ("value", "effort"), "value for effort"),
    "opportunity": Known(
        "importance + max(importance - satisfaction, 0)",
        ("importance", "satisfaction"),
        "Ulwick, 2005",
    ),
}


@dataclass(frozen=True, slots=True)
class Driver:
    """One thing that counts in a weighted score, on anchors that were agreed: `worst` counts 0, `best` 100."""

    name: str
    weight: float
    worst: float
    best: float

    def __post_init__(self) -> None:
        if not (np.isfinite([self.weight, self.worst, self.best]).all() and self.weight >= 0):
            raise ScoringError("a weight is 0 or more, and the anchors are numbers")
        if self.worst == self.best:
            raise ScoringError(f"the worst and the best of {self.name} are the same")

    def worth(self, amounts: Values) -> Values:
        """0 to 100; beyond the anchors nothing is added, so that no candidate moves another one's scale."""
        scale = np.float32(100 / (self.best - self.worst))
        return np.asarray(np.clip((amounts - np.float32(self.worst)) * scale, 0, 100))


@dataclass(frozen=True, slots=True)
class Method:
    """How a score follows from the fields. `fields`: what it asks for; a candidate without one has no score."""

    name: str
    fields: tuple[str, ...]
    formula: Formula | None = None
    drivers: tuple[Driver, ...] = ()

    @classmethod
    def known(cls, name: str) -> Method:
        found = KNOWN[name]
        return cls(name, found.fields, parse(found.formula, found.fields))

    @classmethod
    def of_formula(cls, text: str, names: Collection[str]) -> Method:
        """A person's own formula over `names`. Raises FormulaError."""
        formula = parse(text, names)
        return cls("formula", formula.names, formula)

    @classmethod
    def weighted(cls, drivers: Sequence[Driver]) -> Method:
        """The weighted mean of what the drivers are worth, 0 to 100."""
        if not any(driver.weight > 0 for driver in drivers):
            raise ScoringError("at least one driver needs a weight above 0")
        return cls("weighted", tuple(driver.name for driver in drivers), drivers=tuple(drivers))

    def score(self, values: Mapping[str, Values], undefined: list[Undefined] | None = None) -> Values:
        """The score of arrays that fit each other's shape, one for each field; nan where there is none."""
        if self.formula is not None:
            return self.formula.evaluate(values, undefined)
        total = sum(driver.weight for driver in self.drivers)
        worth = [np.float32(d.weight / total) * d.worth(values[d.name]) for d in self.drivers]
        return np.asarray(sum(worth[1:], worth[0]))
