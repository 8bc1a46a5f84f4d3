"""How far do this organisation's promises slip, and how much should that count?"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from northing.kernel import clock
from northing.planning.forecasts.releases import planned_releases
from northing.planning.models import Commitment, Outcome
from northing_engine import forecasting as engine

Floats = NDArray[np.float64]


class Said(NamedTuple):
    """A day that was said of a commitment or a release; `pk` is the commitment's."""

    made: date
    due: date
    team: str
    product: str
    came: date | None = None
    chance: float | None = None
    pk: int | None = None


@dataclass(frozen=True, eq=False)
class PromiseModel:
    """The record of our promises and what was learnt from it."""

    model: engine.SlipModel
    record: engine.BlendRecord
    """Past chances of both sources and whether the promise held: what the weights are learnt from."""
    rehearsed: dict[int, float]
    """By promise that came without a stated chance: what the record of its time would have said of it."""

    def chances(self, promises: list[Commitment], today: date) -> Floats:
        """The chance of each promise to hold its day, by the record alone."""
        if not promises:
            return np.empty(0)
        said = _promises([_said(promise) for promise in promises])
        return self.model.forecast(said, still_open_at=float(today.toordinal())).kept

    def mixed(self, throughput: Floats, promise: Floats) -> engine.Blend:
        """Both sources in one chance; until there is enough record, the pace of delivery alone."""
        return engine.blend(throughput, promise, self.record)


def promise_model(*, today: date) -> PromiseModel:
    """Learn from every promise ever made that scores, those that were withdrawn say nothing about slipping, and
    from when releases were planned for and came."""
    rows = _history()
    came = np.array([row.came.toordinal() if row.came else np.nan for row in rows], dtype=float)
    history = engine.PromiseHistory(_promises(rows), came, now=float(today.toordinal()))
    model = engine.slip_model(history)
    record = engine.promise_record(history)
    said = np.array([np.nan if row.chance is None else row.chance for row in rows])
    known = ~np.isnan(said[record.rows]) if record.rows.size else np.empty(0, dtype=bool)
    asked = [rows[place].pk for place in record.rows]
    return PromiseModel(
        model,
        engine.BlendRecord(said[record.rows][known], record.stated[known], record.kept[known]),
        {
            pk: round(float(chance), 4)
            for pk, chance, stated in zip(asked, record.stated, known, strict=True)
            if pk is not None and not stated
        },
    )


def _history() -> list[Said]:
    """In the order in which it was said."""
    commitments = Commitment.objects.exclude(outcome=Outcome.WITHDRAWN).filter(made_at__lte=clock.now())
    said = [_said(row) for row in commitments.select_related("feature").order_by("made_at", "pk")]
    said += [Said(*release) for release in planned_releases()]
    return sorted(said, key=lambda one: one.made)


def _said(row: Commitment) -> Said:
    team, product = str(row.feature.team_id or ""), str(row.feature.product_id or "")
    return Said(row.made_at.date(), row.due_on, team, product, row.finished_on, row.chance_then, row.pk)


def _promises(rows: list[Said]) -> engine.Promises:
    made = np.array([row.made.toordinal() for row in rows], dtype=float)
    due = np.array([row.due.toordinal() for row in rows], dtype=float)
    teams = np.array([row.team for row in rows], dtype=np.str_)
    products = np.array([row.product for row in rows], dtype=np.str_)
    return engine.Promises(made, due, (engine.Category("team", teams), engine.Category("product", products)))
