"""What the last weeks alone would do to the dates: the same forecast, learning from fewer weeks."""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from northing.organisation.models import Member
from northing.planning.forecasts.inputs import HISTORY_WEEKS
from northing.planning.forecasts.what_if import WhatIf
from northing.planning.models import Commitment, Feature, ForecastRun, RunState

UNLIKELY = 0.6
DRAWS = 4000


@dataclass(frozen=True, slots=True)
class RecentPace:
    """Of `promises` open commitments, how many fall below 60 %: `usual` by all the weeks that forecasts learn
    from, `recent` by the last `weeks` alone."""

    weeks: int
    learnt_from: int
    promises: int
    usual: int
    recent: int


def by_recent_pace(actor: Member, *, today: date, weeks: int) -> RecentPace | None:
    """None before the first forecast or without an open commitment that the actor may know of."""
    done = ForecastRun.objects.filter(state=RunState.DONE).order_by("-pk").values_list("pk", "seed").first()
    seen = set(Feature.objects.visible_to(actor).open().values_list("pk", flat=True))
    if done is None or not seen:
        return None
    found = [chances for pk, *chances in _chances(*done, today, weeks) if pk in seen]
    if not found:
        return None
    usual, recent = zip(*found, strict=True)
    return RecentPace(
        weeks,
        HISTORY_WEEKS,
        len(found),
        sum(chance < UNLIKELY for chance in usual),
        sum(chance < UNLIKELY for chance in recent),
    )


@lru_cache(maxsize=8)
def _chances(run: int, seed: int, today: date, weeks: int) -> tuple[tuple[int, float, float], ...]:  # noqa: ARG001
    """Of each open commitment by both; kept until the next forecast, which is a new run."""
    now = WhatIf.now(seed=seed, draws=DRAWS)
    pieces = set(now.inputs.features)
    promises = [
        promise
        for promise in Commitment.objects.current().select_related("feature")
        if promise.feature_id in pieces and promise.due_on >= today
    ]
    lately = replace(now, inputs=replace(now.inputs, history=now.inputs.history.recent(weeks)))
    both = zip(promises, now.chances(promises), lately.chances(promises), strict=True)
    return tuple((promise.feature_id, usual, recent) for promise, usual, recent in both)
