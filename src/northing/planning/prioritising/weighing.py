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
Kept = tuple[tuple[object, ...], tuple[Key, ...]]


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
    key = (asked.signature, tuple(said))
    before = _kept.get(key)
    raw = list(said.values())
    if before is not None:
        was, scores = before
        rows = [row for row, (then, now) in enumerate(zip(was, raw, strict=True)) if then != now]
        if len(rows) <= FEW:
            return _keep(key, raw, _changed(asked, scores, raw, rows) if rows else scores)
    draws = min(DRAWS, max(1_000, MOST_AMOUNTS // max(1, len(raw))))
    rng = np.random.Generator(np.random.PCG64(SEED))
    fields = _drawn(asked)
    inputs = engine.Inputs.of({str(key): _spreads(fields, each) for key, each in said.items()})
    return _keep(key, raw, engine.score(asked.method, inputs, draws, rng))


def middle_of(asked: Asked, key: Key, said: Raw) -> float | None:
    """The middle of one candidate's score, as it will be among those with which it was weighed last; None where
    it has no score, or was not weighed yet."""
    among = next(
        (
            scores
            for (signature, keys), (_, scores) in reversed(_kept.items())
            if signature == asked.signature and key in keys
        ),
        None,
    )
    if among is None:
        return None
    middle = among.middle_of(engine.Inputs.of({str(key): _spreads(_drawn(asked), said)}))
    return None if math.isnan(middle) else middle


_kept: OrderedDict[Kept, tuple[list[Raw], engine.Scores]] = OrderedDict()


def _keep(key: Kept, raw: list[Raw], scores: engine.Scores) -> engine.Scores:
    _kept[key] = raw, scores
    _kept.move_to_end(key)
    while len(_kept) > KEPT:
        _kept.popitem(last=False)
    return scores


def _changed(asked: Asked, scores: engine.Scores, raw: Sequence[Raw], rows: list[int]) -> engine.Scores:
    fields = _drawn(asked)
    return scores.changed(rows, scores.inputs.changed({row: _spreads(fields, raw[row]) for row in rows}))


def _drawn(asked: Asked) -> Mapping[str, Field]:
    """What the model asks, and the effort, which the capacity line needs whatever the model."""
    return {field.key: field for field in asked.fields} | {"effort": KNOWN["effort"]}


def _spreads(fields: Mapping[str, Field], said: Raw) -> dict[str, engine.Spread]:
    return {
        key: _spread(each.low, each.likely, each.high, field.most)
        for key, field in fields.items()
        if (each := said.get(key)) is not None
    }


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
