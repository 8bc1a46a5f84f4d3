"""What would bring in what is below the line: the least change of one input that lifts it far enough."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from northing.organisation.models import Member
from northing.planning.models import Key, SelectionState
from northing.planning.prioritising.weighing import Asked
from northing.planning.queries.prioritise.fields import Field
from northing.planning.queries.selecting import latest
from northing.planning.selection import told
from northing.ui import formatting

if TYPE_CHECKING:
    from northing.planning.prioritising.board import Board, Row

TIMES = np.geomspace(1 / 8, 8, 241).astype(np.float32)
"""How far one input is moved to look for it; beyond eight times it would be another candidate."""
NAMED = 2


def reasons(found: "Board", rows: Sequence["Row"]) -> dict[Key, str]:
    """A sentence for each of `rows` that says something; those without a score say what they lack. Before
    there is a way to score, the same would stand under each."""
    if found.asked is None:
        return {}
    bar = _bar(found)
    return {row.key: said for row in rows if (said := _said(found, row, bar))}


def from_the_plan(actor: Member, found: "Board") -> dict[Key, str]:
    """What was worked out last for the plan that is shown says why candidates are out of it; nothing while
    another room is tried, since it was not worked out for that."""
    if found.wanted.room is not None or found.wanted.team is not None:
        return {}
    run = latest(found.scenario)
    if run is None or run.state == SelectionState.FAILED:
        return {}
    outside = told(run, actor).outside
    return {Key.read(line.key): line.reason.rstrip(".") for line in outside if line.reason}


def _bar(found: "Board") -> float | None:
    """The score of the last one that is in by its score."""
    inside = [row.score.middle for row in found.rows if row.inside and not row.pin and row.score is not None]
    return min(inside, default=None)


def _said(found: "Board", row: "Row", bar: float | None) -> str:
    if row.missing:
        lacks = " and ".join(field.name for field in found.fields if field.key in row.missing)
        return f"No score yet: nobody has said its {lacks}"
    if row.pin == "out":
        return "Kept out by hand"
    if "effort" not in row.said:
        return "Nobody has said its effort, so nobody can say whether it fits"
    if bar is None or row.score is None or found.asked is None:
        return ""
    goal = _goal(found.likely_score(row), row.score.middle, bar)
    ways = _ways(found, found.asked, row, goal)
    why = f"Comes in {', or '.join(ways)}" if ways else "No single number would bring it in"
    return why if row.candidate.objective else f"{why}. It serves no objective today"


def _goal(likely: float, middle: float, bar: float) -> float:
    """The score at the likely values with which the middle of the range would reach the bar."""
    return likely * bar / middle if likely > 0 and middle > 0 and bar > 0 else likely + bar - middle


def _ways(found: "Board", asked: Asked, row: "Row", goal: float) -> list[str]:
    """The smallest changes first."""
    likely = {field.key: np.float32(row.said[field.key].likely) for field in found.fields}
    ways = []
    for field in found.fields:
        moved = likely[field.key] * TIMES
        if field.most is not None:
            moved = moved[moved <= field.most]
        at = {key: np.full(len(moved), value, dtype=np.float32) for key, value in likely.items()}
        with np.errstate(all="ignore"):
            enough = np.flatnonzero(np.asarray(asked.method.score(at | {field.key: moved})) >= goal)
        if enough.size:
            change = np.abs(np.log(moved[enough] / likely[field.key]))
            best = int(np.argmin(change))
            ways.append((float(change[best]), _way(found, row, field, float(moved[enough[best]]))))
    return [words for _, words in sorted(ways)[:NAMED]]


def _way(found: "Board", row: "Row", field: Field, value: float) -> str:
    said = row.said[field.key]
    if field.key == "reach" and found.model is not None and value > said.likely:
        return f"with {_about(value - said.likely)} more {found.model.reach_of} in reach"
    if said.is_point:
        now = field.write(said.likely)
    else:
        now = (
            formatting.number_range(said.low, said.high)
            if said.high < 1000
            else _range(field, said.low, said.high)
        )
    if field.unit == "wk":
        return f"at {_weeks(value)} of {field.name} (now {now})"
    said_as = _told_apart(field, value, said.likely)
    return f"at {said_as} {field.name} (now {now})" if field.share else f"at {field.name} {said_as} (now {now})"


def _told_apart(field: Field, value: float, now: float) -> str:
    """As a cell writes it, or with more figures where that would say the same as now."""
    short = field.write(value)
    if short != field.write(now):
        return short
    return formatting.percent(value, 1) if field.share else formatting.number(value, 2)


def _weeks(value: float) -> str:
    """Rounded down to half weeks: more would not do."""
    half = max(0.5, float(np.floor(value * 2) / 2))
    return f"{formatting.short_number(half)} week{'' if half == 1 else 's'}"


def _range(field: Field, low: float, high: float) -> str:
    return f"{field.write(low)}{formatting.DASH}{field.write(high)}"


def _about(value: float) -> str:
    """Two figures, rounded up: fewer would not do."""
    size = 10.0 ** (np.floor(np.log10(value)) - 1) if value > 0 else 1.0
    return formatting.number(float(np.ceil(value / size) * size))
