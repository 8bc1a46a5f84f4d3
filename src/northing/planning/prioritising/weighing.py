"""Scores of all candidates, computed once and after an edit only for what changed."""

import math
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from northing.planning.models import Driver, Key, Method, ScoreModel
from northing.planning.queries.prioritise.fields import KNOWN, Field, field_of
from northing.planning.queries.prioritise.inputs import Said
from northing.planning.scoring.formulas import check_formula
from northing_engine import scoring as engine

SEED = 20_260_601
DRAWS = 10_000
MOST_AMOUNTS = 4_000_000
"""Candidates times draws: above it fewer are drawn, so that an edit is answered at once."""
KEPT = 6
"""Sets of candidates: people see different ones, and look at different models."""
FEW = 24
"""Changed candidates up to which only those are drawn anew."""

Raw = Mapping[str, Said]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a model asks of each candidate, in order."""

    model: ScoreModel
    method: engine.Method
    fields: tuple[Field, ...]
    signature: tuple[object, ...]


def asked_by(model: ScoreModel) -> Asked:
    drivers = list(model.drivers.all())
    method = _method(model, drivers)
    named = {driver.field: driver for driver in drivers}
    said = tuple((driver.field, driver.weight, driver.worst, driver.best) for driver in drivers)
    return Asked(
        model,
        method,
        tuple(field_of(model, key, named) for key in method.fields),
        (model.method, model.formula, said),
    )


def weighed(asked: Asked, said: Mapping[Key, Raw]) -> engine.Scores:
    """The scores of these candidates, in their order."""
    names = tuple(map(str, said))
    key = (asked.signature, names)
    before = _kept.get(key)
    raw = list(said.values())
    if before is not None:
        changed = [row for row, (was, now) in enumerate(zip(before[0], raw, strict=True)) if was != now]
        if len(changed) <= FEW:
            scores = _changed(asked, before[1], names, raw, changed)
            return _keep(key, raw, scores)
    draws = min(DRAWS, max(1_000, MOST_AMOUNTS // max(1, len(raw))))
    rng = np.random.Generator(np.random.PCG64(SEED))
    return _keep(key, raw, engine.score(asked.method, _inputs(asked, names, raw), draws, rng))


_kept: OrderedDict[tuple[object, ...], tuple[list[Raw], engine.Scores]] = OrderedDict()


def _keep(key: tuple[object, ...], raw: list[Raw], scores: engine.Scores) -> engine.Scores:
    _kept[key] = raw, scores
    _kept.move_to_end(key)
    while len(_kept) > KEPT:
        _kept.popitem(last=False)
    return scores


def _changed(
    asked: Asked, scores: engine.Scores, names: tuple[str, ...], raw: list[Raw], rows: list[int]
) -> engine.Scores:
    if rows:
        inputs = _inputs(asked, names, raw)
        for row in rows:
            scores = scores.changed(row, inputs)
    return scores


def _inputs(asked: Asked, names: Sequence[str], raw: Sequence[Raw]) -> engine.Inputs:
    """What the model asks, and the effort, which the capacity line needs whatever the model."""
    fields = {field.key: field for field in asked.fields} | {"effort": KNOWN["effort"]}
    return engine.Inputs.of(
        {
            name: {
                key: _spread(each.low, each.likely, each.high, field.most)
                for key, field in fields.items()
                if (each := said.get(key)) is not None
            }
            for name, said in zip(names, raw, strict=True)
        }
    )


@lru_cache(maxsize=2**16)
def _spread(low: float, likely: float, high: float, most: float | None) -> engine.Spread:
    return engine.Spread(low, likely, high, most=math.inf if most is None else most)


def _method(model: ScoreModel, drivers: Sequence[Driver]) -> engine.Method:
    if model.method == Method.WEIGHTED:
        return engine.Method.weighted(
            [engine.Driver(driver.field, driver.weight, driver.worst, driver.best) for driver in drivers]
        )
    if model.method == Method.FORMULA:
        # It outlives a field that is archived: then nothing has a score, and each row says what it lacks.
        formula = check_formula(model.formula, archived=True)
        return engine.Method(model.method, formula.names, formula)
    return engine.Method.known(model.method)
