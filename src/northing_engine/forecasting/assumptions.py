"""What a forecast rests on, in the words of the person who reads it."""

from northing_engine.forecasting.capacity import TeamCapacity
from northing_engine.forecasting.history import ENOUGH_WEEKS
from northing_engine.forecasting.pace import Pace
from northing_engine.forecasting.plan import Plan
from northing_engine.forecasting.ranges import Range
from northing_engine.forecasting.work import Key, Piece


def assumptions_of(plan: Plan, piece: Piece, without: set[Key]) -> tuple[str, ...]:
    """One short sentence part for each thing that the piece's date depends on.

    without: the pieces that have no date, as ``Plan.without_a_date`` gives them.
    """
    pace = plan.paces[piece.team]
    said = [*_pace(pace), *_size(piece, pace), *_capacity(pace.capacity)]
    if piece.needs:
        said.append("while it waits, its team works on what can start")
    skipped = [str(other.id) for other in plan.ahead(piece) if other.id in without] if without else []
    if skipped:
        said.append(f"leaves out {_few(skipped)} ahead of it: no date for them")
    return tuple(said)


def no_date_because(plan: Plan, piece: Piece, without: set[Key]) -> tuple[str, ...]:
    """Why a piece has no date."""
    lacking = [str(need) for need in piece.needs if need in without]
    if plan.sized(piece):
        return (f"needs {_few(lacking)}, which has no date",)
    pace = plan.paces[piece.team]
    if piece.effort is not None:
        return ("no history of items done and no capacity in person-weeks for its team",)
    if piece.items is not None:
        return ("no history of items done by its team, and no estimate in person-weeks",)
    if pace.counts_items:
        return ("no number of remaining items and no estimate",)
    return ("no history of items done, no number of remaining items and no estimate",)


def _pace(pace: Pace) -> list[str]:
    weeks = pace.own.size
    if not weeks:
        return [f"no history: {pace.mean:g} person-weeks a week, spread from the estimate only"]
    if not pace.own.any():
        return [f"no item done in {_weeks(weeks)} of history: no date"]
    if weeks < ENOUGH_WEEKS:
        low, high = int(pace.own.min()), int(pace.own.max())
        return [f"{_weeks(weeks)} of history ({low} to {high} items a week); interval wide, no 95 % date"]
    said = [f"{_weeks(weeks)} of history"]
    if pace.doubts_mean and pace.doubt:
        said.append(f"mean pace known to ±{100 * 1.64 * pace.doubt:.0f}\u202f%")
    return said


def _size(piece: Piece, pace: Pace) -> list[str]:
    counted = piece.items is not None and pace.counts_items
    size = piece.items if counted else piece.effort
    if not isinstance(size, Range):
        return []
    span = f"{size.low:g} to {size.high:g}"
    if counted:
        return [f"{span} items, read as a 90 % range"]
    said = [f"estimate of {span} person-weeks, read as a 90 % range"]
    if pace.counts_items and pace.per_person_week:
        said.append(f"turned into items at the team's own {pace.per_person_week:.2g} a person-week")
    return said


def _capacity(capacity: TeamCapacity) -> list[str]:
    changed = [factor for factor in capacity.factors if factor != 1]
    said = []
    if changed:
        said.append(f"capacity differs in {_weeks(len(changed))}")
    if capacity.later != 1:
        said.append(f"later weeks at {capacity.later:.0%} of the usual capacity".replace("%", "\u202f%"))
    return said


def _weeks(count: int) -> str:
    return "1 week" if count == 1 else f"{count} weeks"


def _few(names: list[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
