"""All candidates in order, the capacity line among them, and what is shown of them."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from northing.kernel import clock
from northing.organisation.models import Member
from northing.planning.models import Key, Scenario, ScoreModel
from northing.planning.prioritising.line import Line, line
from northing.planning.prioritising.reasons import from_the_plan, reasons
from northing.planning.prioritising.shown import group_named, shown
from northing.planning.prioritising.weighing import Asked, asked_by, weighed
from northing.planning.queries.prioritise import plans
from northing.planning.queries.prioritise.asking import NOBODY, Asking, asking
from northing.planning.queries.prioritise.candidates import Candidate, candidates
from northing.planning.queries.prioritise.columns import NONE_OWN, Column, Own, columns_of, own
from northing.planning.queries.prioritise.fields import Field
from northing.planning.queries.prioritise.filter import PrioritiseFilter
from northing.planning.queries.prioritise.inputs import Said, standing_inputs
from northing.planning.queries.prioritise.models import score_model
from northing.planning.queries.prioritise.own_values import own_values
from northing.planning.queries.prioritise.room import Room, room
from northing.planning.queries.score_models import score_models
from northing.planning.scoring.reading import as_read
from northing.ui.charts.interval import Spread
from northing_engine import scoring as engine

PAGE = 100


class Row(NamedTuple):
    """`place`: by score from 1; None without one, and then `missing` says which inputs it lacks. `top`: the
    chance to be among as many as fit, None where nothing fits. `custom`: what the organisation's own fields
    say, where that is asked."""

    candidate: Candidate
    said: Mapping[str, Said]
    place: int | None
    score: Spread | None
    top: float | None
    inside: bool
    pin: str
    missing: tuple[str, ...]
    asking: Asking = NOBODY
    reason: str = ""
    custom: Mapping[str, Any] = {}

    @property
    def key(self) -> Key:
        return self.candidate.key

    @property
    def close(self) -> bool:
        low, high = engine.TOO_CLOSE
        return self.top is not None and low <= self.top <= high


@dataclass(frozen=True, slots=True)
class Axis:
    """From where to where the scores reach; `log`: where all of them are above 0."""

    low: float
    high: float
    log: bool


@dataclass(frozen=True, slots=True)
class Board:
    """`rows`: all that compete, those above the line first; `shown`: what the filter leaves, in its order.

    `fits`: the chance that everything above the line fits into `tried` person-weeks.
    """

    wanted: PrioritiseFilter
    models: Sequence[ScoreModel]
    asked: Asked | None
    scenario: Scenario | None
    rows: tuple[Row, ...]
    shown: tuple[Row, ...]
    room: Room
    tried: float
    line: Line
    fits: float | None
    axis: Axis
    scores: engine.Scores | None
    own: Own

    @property
    def model(self) -> ScoreModel | None:
        return self.asked.model if self.asked else None

    @property
    def fields(self) -> tuple[Field, ...]:
        return self.asked.fields if self.asked else ()

    @property
    def open_scenario(self) -> Scenario | None:
        """Where pins are put: None where there is none that may be changed, and a draft has to be made."""
        return self.scenario if self.scenario is not None and self.scenario.is_open else None

    @property
    def inside(self) -> int:
        return len(self.line.inside)

    @property
    def close(self) -> int:
        return sum(row.close for row in self.rows)

    def likely_score(self, row: Row) -> float:
        """The score if everything were as likely; not a number where something was not said."""
        if self.asked is None or row.missing:
            return math.nan
        values = {field.key: np.array([row.said[field.key].likely], dtype=np.float32) for field in self.fields}
        return float(np.asarray(self.asked.method.score(values))[0])

    def row(self, key: Key) -> Row | None:
        return next((row for row in self.rows if row.key == key), None)

    def group_of(self, row: Row) -> str:
        """The head under which a row stands; "" for none."""
        return group_named(row, self.wanted) if self.wanted.group else ""

    @property
    def columns(self) -> tuple[Column, ...]:
        return columns_of(self.wanted.columns, self.fields, self.own)


def board(actor: Member, wanted: PrioritiseFilter) -> Board:
    """Everything that the page shows. A constant number of queries."""
    models = score_models()
    model = score_model(models, wanted.model)
    found = candidates(actor)
    if wanted.team is not None:
        found = {key: each for key, each in found.items() if each.team_id in {wanted.team, None}}
    asked = asked_by(model) if model is not None else None
    said = as_read(
        actor,
        {key: each.team_id for key, each in found.items()},
        standing_inputs(found),
        asked=asked.method.fields if asked else (),
        today=clock.today(),
        corrected=not wanted.as_said,
    )
    scenario = plans.scenario(wanted.plan)
    pins = plans.pins(scenario)
    there = room(scenario, wanted.quarters, wanted.team, _under_way(found))
    tried = there.likely if wanted.room is None else wanted.room
    scores = weighed(asked, said) if asked is not None and found else None
    keys = list(found)
    order = [keys[row] for row in scores.order] if scores is not None else keys
    unscored = {keys[row] for row in np.flatnonzero(np.isnan(scores.middle))} if scores is not None else set()
    ends = line([key for key in order if key not in unscored or key in pins], said, pins, tried)
    rows = _rows(found, said, scores, order, ends, pins)
    held = own() if wanted.asks_own else NONE_OWN
    return Board(
        wanted=wanted,
        models=models,
        asked=asked,
        scenario=scenario,
        rows=rows,
        shown=shown(actor, rows, wanted, held),
        room=there,
        tried=tried,
        line=ends,
        fits=_fits(scores, keys, ends, tried),
        axis=_axis(scores),
        scores=scores,
        own=held,
    )


def _under_way(found: Mapping[Key, Candidate]) -> list[int]:
    """Features that compete though they are being built."""
    return [key.pk for key, each in found.items() if key.kind == "feature" and each.is_under_way]


def asked_of(wanted: PrioritiseFilter) -> Asked | None:
    """What the model of the page asks; None where there is none."""
    model = score_model(score_models(), wanted.model)
    return asked_by(model) if model is not None else None


def described(actor: Member, found: Board, rows: Sequence[Row]) -> list[Row]:
    """Those rows with who asks for them, and with what would bring in what is out."""
    asked = asking(actor, [row.key for row in rows])
    outside = [row for row in rows if not row.inside]
    whys = reasons(found, outside) | (from_the_plan(actor, found) if outside else {})
    says = own_values(row.key for row in rows) if any(column.own for column in found.columns) else {}
    return [
        row._replace(
            asking=asked.get(row.key, NOBODY),
            reason="" if row.inside else whys.get(row.key, ""),
            custom=row.custom or says.get(row.key, {}),
        )
        for row in rows
    ]


def _rows(
    found: Mapping[Key, Candidate],
    said: Mapping[Key, Mapping[str, Said]],
    scores: engine.Scores | None,
    order: Sequence[Key],
    ends: Line,
    pins: Mapping[Key, str],
) -> tuple[Row, ...]:
    tops = scores.top_chance(len(ends.inside)) if scores is not None and ends.inside else None
    at = {key: row for row, key in enumerate(found)}
    spreads = _spreads(scores) if scores is not None else [None] * len(found)
    rows = []
    for place, key in enumerate(order, 1):
        row = at[key]
        spread = spreads[row]
        rows.append(
            Row(
                candidate=found[key],
                said=said[key],
                place=place if spread is not None else None,
                score=spread,
                top=float(tops[row]) if spread is not None and tops is not None else None,
                inside=key in ends.inside,
                pin=pins.get(key, ""),
                missing=scores.missing[row] if scores is not None else (),
            )
        )
    return tuple(sorted(rows, key=lambda row: not row.inside))


def _spreads(scores: engine.Scores) -> list[Spread | None]:
    """Of each candidate, in the scores' order."""
    levels = (scores.quantile(level).tolist() for level in (0.5, 0.1, 0.9, 0.25, 0.75))
    return [None if math.isnan(numbers[0]) else Spread(*numbers) for numbers in zip(*levels, strict=True)]


def _fits(scores: engine.Scores | None, keys: Sequence[Key], ends: Line, tried: float) -> float | None:
    if scores is None or not ends.inside:
        return None
    rows = [row for row, key in enumerate(keys) if key in ends.inside]
    return engine.fit_chance(scores, rows, "effort", tried)


def _axis(scores: engine.Scores | None) -> Axis:
    if scores is None or np.isnan(scores.middle).all():
        return Axis(0.0, 1.0, log=False)
    low, high = float(np.nanmin(scores.quantile(0.1))), float(np.nanmax(scores.quantile(0.9)))
    return Axis(low, high, log=low > 0 and high > low)
