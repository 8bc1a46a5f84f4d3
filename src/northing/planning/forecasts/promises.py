"""How far do this organisation's promises slip, and how much should that count?"""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from northing.kernel import clock
from northing.planning.models import Commitment, Outcome
from northing_engine import forecasting as engine

Floats = NDArray[np.float64]


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
        said = self.model.forecast(_promises(promises), still_open_at=float(today.toordinal()))
        return said.kept

    def mixed(self, throughput: Floats, promise: Floats) -> engine.Blend:
        """Both sources in one chance; until there is enough record, the pace of delivery alone."""
        return engine.blend(throughput, promise, self.record)


def promise_model(*, today: date) -> PromiseModel:
    """Learn from every promise ever made that scores: those that were withdrawn say nothing about slipping."""
    rows = list(
        Commitment.objects.exclude(outcome=Outcome.WITHDRAWN)
        .filter(made_at__lte=clock.now())
        .select_related("feature")
        .order_by("made_at", "pk")
    )
    resolved = np.array(
        [row.finished_on.toordinal() if row.finished_on else np.nan for row in rows], dtype=float
    )
    history = engine.PromiseHistory(_promises(rows), resolved, now=float(today.toordinal()))
    model = engine.slip_model(history)
    record = engine.promise_record(history)
    said = np.array([np.nan if row.chance_then is None else row.chance_then for row in rows])
    known = ~np.isnan(said[record.rows]) if record.rows.size else np.empty(0, dtype=bool)
    return PromiseModel(
        model,
        engine.BlendRecord(said[record.rows][known], record.stated[known], record.kept[known]),
        {
            rows[place].pk: round(float(chance), 4)
            for place, chance, stated in zip(record.rows, record.stated, known, strict=True)
            if not stated
        },
    )


def _promises(rows: list[Commitment]) -> engine.Promises:
    made = np.array([row.made_at.date().toordinal() for row in rows], dtype=float)
    due = np.array([row.due_on.toordinal() for row in rows], dtype=float)
    teams = np.array([str(row.feature.team_id or "") for row in rows], dtype=np.str_)
    products = np.array([str(row.feature.product_id or "") for row in rows], dtype=np.str_)
    return engine.Promises(made, due, (engine.Category("team", teams), engine.Category("product", products)))
