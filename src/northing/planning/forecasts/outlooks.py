"""What is said of every open feature: its dates, and the chance of its commitment."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from northing.planning.forecasts.delivery import forecast
from northing.planning.forecasts.inputs import DRAWS, Inputs
from northing.planning.forecasts.promises import PromiseModel
from northing.planning.models import Commitment, Feature, Outlook
from northing_engine import forecasting as engine


@dataclass(frozen=True, eq=False)
class FeatureOutlook:
    """The forecast of one feature, and of its open commitment when it has one."""

    feature: Feature
    piece: engine.PieceForecast
    due_on: date | None
    chance: float | None
    throughput_chance: float | None
    promise_chance: float | None
    basis: dict[str, Any]


def outlooks(
    inputs: Inputs, promises: PromiseModel, *, seed: int, draws: int = DRAWS
) -> tuple[list[FeatureOutlook], engine.Blend]:
    """Of every feature in the plan, with the weights that the two sources got."""
    delivery = forecast(inputs, seed=seed, draws=draws)
    open_now = {
        promise.feature_id: promise for promise in Commitment.objects.current().select_related("feature")
    }
    promised = [pk for pk in inputs.features if pk in open_now and delivery[pk].days.size]
    by_pace = np.array([delivery[pk].chance_by(open_now[pk].due_on) for pk in promised])
    by_record = promises.chances([open_now[pk] for pk in promised], inputs.today)
    mix = promises.mixed(by_pace, by_record)
    sources = {
        pk: (float(pace), float(record), float(both))
        for pk, pace, record, both in zip(promised, by_pace, by_record, np.atleast_1d(mix.chance), strict=True)
    }
    found = []
    for pk, feature in inputs.features.items():
        pace, record, both = sources.get(pk, (None, None, None))
        promise = open_now.get(pk)
        found.append(
            FeatureOutlook(
                feature=feature,
                piece=delivery[pk],
                due_on=promise.due_on if promise else None,
                chance=both,
                throughput_chance=pace,
                promise_chance=record,
                basis=_basis(delivery[pk], inputs, mix),
            )
        )
    return found, mix


def _basis(piece: engine.PieceForecast, inputs: Inputs, mix: engine.Blend) -> dict[str, Any]:
    """What one click from the number shows."""
    return {
        "method": str(piece.method),
        "weeks": int(inputs.history.weekly(piece.team).size),
        "waits": {str(need): round(share, 3) for need, share in piece.waited.items()},
        "assumptions": list(piece.assumptions),
        "weights": {"pace": round(mix.throughput_weight, 3), "promises": round(mix.promise_weight, 3)},
        "learnt_from": mix.count,
        "futures": Outlook.FUTURES,
    }
