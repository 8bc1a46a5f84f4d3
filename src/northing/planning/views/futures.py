"""What moved a feature's chance, and what would bring it back: computed when somebody asks."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar, cast

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from northing.kernel import clock
from northing.organisation.request import actor_of
from northing.planning.forecasts.levers import Lever, levers
from northing.planning.forecasts.moved import Moved, moved
from northing.planning.queries.feature_filter import FeatureFilter
from northing.planning.queries.futures_panel import FuturesPanel, futures_panel, record_on
from northing.planning.queries.roadmap import COMPARED_WITH

KEPT = 24 * 3600  # seconds; a new run or another promise asks anew anyhow
Answer = TypeVar("Answer")


def outlook(request: HttpRequest, pk: int) -> HttpResponse:
    """Both as one fragment, for the roadmap's panel and the feature's page."""
    since = FeatureFilter.parse(request.GET).since or clock.today() - COMPARED_WITH
    panel = futures_panel(actor_of(request), pk, since)
    context = {"panel": panel, "feature": panel.feature, "moved": _moved(panel), "levers": _levers(panel)}
    return render(request, "planning/_futures_panel.html", context)


def _moved(panel: FuturesPanel) -> Moved | None:
    said = record_on(panel.feature, panel.since)
    if panel.outlook is None or panel.chance is None or said is None:
        return None
    run, now = panel.outlook.run, panel.chance
    return _once(panel, f"moved-{said.said_on}", lambda: moved(panel.feature, said, run, now))


def _levers(panel: FuturesPanel) -> tuple[Lever, ...]:
    if panel.outlook is None or panel.feature.is_closed:
        return ()
    run = panel.outlook.run
    return _once(panel, f"levers-{clock.today()}", lambda: levers(panel.feature, run))


def _once(panel: FuturesPanel, what: str, work_out: Callable[[], Answer]) -> Answer:
    """Worked out once for a run, a feature and its promised day."""
    run = panel.outlook.run_id if panel.outlook else 0
    due: date | None = panel.feature.due_on
    return cast(Answer, cache.get_or_set(f"{what}-{run}-{panel.feature.pk}-{due}", work_out, KEPT))
