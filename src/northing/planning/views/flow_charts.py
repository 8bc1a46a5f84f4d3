"""The charts of the page Flow, from its read model."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np
from django.urls import reverse

from northing.planning.flow import Ages, Flow, Measure, words
from northing.planning.queries.flow import FlowItem
from northing.ui import charts, formatting

A_DAY = timedelta(days=1)
MOST_KINDS = 8
MOST_DOTS = 1500
"""More dots than can be told apart: then every second, third, .. one is drawn."""


def measure_mark(measure: Measure) -> charts.Interval | None:
    """How far it changed, against its own size: in the middle not at all, on the right as much again."""
    change = measure.change
    if change is None or not change.overall:
        return None
    (low, high), (inner, outer) = change.range80, change.range50
    spread = charts.Spread(change.difference, low, high, inner, outer)
    size = change.overall
    mark = charts.interval(spread, -size, size, target=0.0, look="" if measure.significant else "muted")
    low_said, high_said = (_signed(measure, value) for value in (low, high))
    said = f"{words.verdict(measure)}; {formatting.percent(0.8)} sure {low_said} to {high_said}"
    return replace(mark, sentence=said)


def flow_charts(flow: Flow, aged: Ages, longest: Sequence[FlowItem]) -> dict[str, Any]:
    read, wanted = flow.record, flow.wanted
    finished, unplanned = flow.measure("finished"), flow.measure("unplanned")
    counts, share = read.weekly(), _share(flow, read.unplanned)
    return {
        "finished_chart": charts.week_bars(
            "Items finished",
            read.first,
            counts.tolist(),
            last=wanted.now,
            means=_means(finished),
            usual=flow.usual,
            write=formatting.short_number,
            per=" a week",
        ),
        "unplanned_chart": charts.week_bars(
            "Unplanned share",
            read.first,
            share.tolist(),
            last=wanted.now,
            means=_means(unplanned),
            usual=flow.usual_unplanned,
            write=formatting.percent,
            parts=_share(flow, read.no_feature).tolist(),
            part_name="of no feature",
        ),
        "times_chart": _times(flow, longest),
        "ages_chart": _ages(aged),
        "totals_chart": _totals(flow),
    }


def week_table(flow: Flow) -> list[dict[str, Any]]:
    """Every week in figures, the newest first."""
    read = flow.record
    finished, arrived = read.weekly(), read.arrived.sum(axis=1)
    rows = []
    for week in reversed(range(read.weeks)):
        days = read.days[read.timed & (read.week == week)]
        none, found = (read.weekly(of)[week] for of in (read.no_feature, read.found_later))
        rows.append(
            {
                "day": read.first + timedelta(weeks=week),
                "now": week >= read.weeks - flow.wanted.now,
                "arrived": int(arrived[week]),
                "finished": int(finished[week]),
                "none": int(none),
                "found": int(found),
                "half": words.in_days(float(np.median(days))) if days.size else formatting.NOTHING,
                "longest": words.in_days(float(days.max())) if days.size else formatting.NOTHING,
                "progress": int(flow.progress[week]) if flow.progress.size else 0,
            }
        )
    return rows


def _means(measure: Measure) -> tuple[float, float]:
    return (measure.change.before, measure.change.now) if measure.change else (0.0, 0.0)


def _share(flow: Flow, of: Any) -> Any:
    finished = flow.record.weekly()
    part = flow.record.weekly(of)
    return np.divide(part, finished, out=np.zeros(finished.size), where=finished > 0)


def _times(flow: Flow, longest: Sequence[FlowItem]) -> charts.FinishTimes:
    read = flow.record
    end = read.first + timedelta(weeks=read.weeks)
    days, thin = read.days[read.timed], max(1, -(-int(read.timed.sum()) // MOST_DOTS))
    dots = [
        charts.Took(read.first + timedelta(days=int(done)), float(took))
        for done, took in zip(read.done[read.timed][::thin], days[::thin], strict=True)
    ]
    dots += [
        charts.Took(row.item.done_at.date(), row.days, row.item.name, _url(row.item))
        for row in longest
        if row.item.done_at and row.days is not None and flow.cycle and row.days > flow.cycle.nearly_all
    ]
    cycle = flow.cycle
    levels = [(0.5, cycle.half), (0.85, cycle.most), (0.95, cycle.nearly_all)] if cycle else []
    turn = end - timedelta(weeks=flow.wanted.now)
    return charts.finish_times(dots, levels, start=read.first, turn=turn, end=end - A_DAY, count=int(days.size))


def _ages(aged: Ages) -> charts.ItemAges:
    shown = sorted(aged.teams, key=lambda team: -len(team.items))[:MOST_KINDS]
    return charts.item_ages(
        [
            charts.Kind(
                team.name,
                [charts.Aged(row.item.name, row.age, _url(row.item)) for row in team.items],
                team.usual.half if team.usual else None,
                team.usual.most if team.usual else None,
            )
            for team in aged.teams
            if team in shown
        ]
    )


def _totals(flow: Flow) -> charts.RunningTotals:
    """Counted back from what waits and is in progress now, so that the lines end where things stand."""
    read = flow.record
    done = np.cumsum(read.weekly())
    begun = done + flow.progress
    came = np.cumsum(read.arrived.sum(axis=1))
    waiting = read.waiting
    came = came - came[-1] + max(begun[-1] + waiting, begun.max())
    return charts.running_totals(read.first, np.maximum(came, begun).tolist(), begun.tolist(), done.tolist())


def _url(item: Any) -> str:
    return reverse("planning:feature", args=[item.feature_id]) if item.feature_id else item.tracker_url


def _signed(measure: Measure, value: float) -> str:
    if measure.unit == "%":
        return formatting.points(value)
    return formatting.signed(value, measure.unit, 1)
