"""Forecasting again with one thing changed: with the seed of the last run, so that nothing else differs."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, Self

import numpy as np

from northing.kernel import clock
from northing.planning.forecasts.delivery import forecast
from northing.planning.forecasts.inputs import Inputs, gather
from northing.planning.forecasts.promises import PromiseModel, promise_model
from northing.planning.models import Commitment, Feature, ForecastRun, Lending, RunState
from northing.planning.queries.capacity.kept_free import Kept
from northing_engine import forecasting as engine


@dataclass(frozen=True, eq=False)
class WhatIf:
    """The plan as it is, what was learnt from our promises, and the seed and draws to forecast with."""

    inputs: Inputs
    promises: PromiseModel
    seed: int
    draws: int

    @classmethod
    def now(cls, *, seed: int, draws: int, also: Collection[int] = ()) -> Self:
        """`also`: ideas that are looked at as if they were planned."""
        today = clock.today()
        done = ForecastRun.objects.filter(state=RunState.DONE).order_by("-pk").values_list("pk", flat=True)
        last = done.first()
        learnt = promise_model(today=today) if last is None else _learnt(last, today)
        return cls(gather(today=today, also=also), learnt, seed, draws)

    def piece(self, pk: int) -> engine.Piece:
        return next(piece for piece in self.inputs.pieces if piece.id == pk)

    def changing(self, pieces: dict[int, dict[str, Any]]) -> Self:
        """With other values in some pieces."""
        changed = tuple(
            replace(piece, **pieces[int(piece.id)]) if piece.id in pieces else piece
            for piece in self.inputs.pieces
        )
        return replace(self, inputs=replace(self.inputs, pieces=changed))

    def lending(self, *, giver: int, taker: int, weeks: int, persons: float = 1.0) -> Self:
        """With so many persons of `giver` working in `taker` for the next weeks.

        They count as anybody there from their first day: the most that lending can bring.
        """
        capacity = self.inputs.capacity.lending(
            giver,
            taker,
            lost=persons / self.inputs.builders[giver],
            gained=persons / self.inputs.builders[taker],
            first=0,
            last=max(weeks - 1, 0),
        )
        return replace(self, inputs=replace(self.inputs, capacity=capacity))

    def with_lending(self, lending: Lending) -> Self:
        """With one person lent, on those days, after the time that they need to learn."""
        return replace(self, inputs=gather(today=self.inputs.today, lendings=[lending]))

    def keeping(self, kept: Kept) -> Self:
        """With other shares of time kept free."""
        return replace(self, inputs=gather(today=self.inputs.today, kept=kept))

    def name_of(self, pk: int) -> str:
        """What is worked out is kept for everybody, so what not everybody may know of has no name here."""
        feature = self.inputs.features[pk]
        hidden = feature.product is not None and feature.product.restricted
        return "A feature of a restricted product" if hidden else feature.name

    def with_draws(self, draws: int) -> Self:
        return replace(self, draws=min(draws, self.draws))

    def delivery(self, only: Collection[int]) -> engine.DeliveryForecast:
        return forecast(self.inputs, seed=self.seed, draws=self.draws, only=only)

    def chances(self, promises: Sequence[Commitment]) -> list[float]:
        """The chance of each of these to hold its day: pace and record in one, as on every page."""
        if not promises:
            return []
        delivery = self.delivery({promise.feature_id for promise in promises})
        by_pace = np.array([delivery[promise.feature_id].chance_by(promise.due_on) for promise in promises])
        by_record = self.promises.chances(list(promises), self.inputs.today)
        return [float(chance) for chance in np.atleast_1d(self.promises.mixed(by_pace, by_record).chance)]

    def chance(self, promise: Commitment) -> float:
        return self.chances([promise])[0]


def promise_for(feature: Feature, day: date) -> Commitment:
    """A promise as if it were made today; it is never saved."""
    return Commitment(feature=feature, due_on=day, made_at=clock.now())


@lru_cache(maxsize=2)
def _learnt(run: int, today: date) -> PromiseModel:  # noqa: ARG001  a new run has learnt something new
    """What is known of our promises since the last forecast: worked out once, since it takes longest."""
    return promise_model(today=today)
