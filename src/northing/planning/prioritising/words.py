"""What the page says of itself in sentences."""

from northing.planning.prioritising.board import Board, Row
from northing.planning.queries.prioritise.filter import GROUPS
from northing.ui import formatting

CALM = 0.8
"""From this chance on that everything fits, the line needs no colour."""


def standing(found: Board) -> str:
    """ "12 candidates. 7 fit. Hatched rows are too close to call, so do not read much into their order." """
    total = formatting.counted(len(found.rows), "candidate")
    some = f"{formatting.number(len(found.shown))} of {total}" if len(found.shown) < len(found.rows) else total
    said = f"{some}. {formatting.number(found.inside)} fit{'s' if found.inside == 1 else ''}."
    if found.close:
        said += " Hatched rows are too close to call, so do not read much into their order."
    return said


def line_ends(found: Board) -> str:
    """ "43 of 44 person-weeks in Q3 at likely effort." """
    of = f"{formatting.of_total(found.line.used, found.tried)} person-weeks"
    return f"{of} in {found.room.short} at likely effort."


def has_no_room(found: Board) -> bool:
    """Nobody has said what the teams can do, and no other room is tried."""
    return found.wanted.room is None and not found.room.high and not found.room.under_way


def tried(found: Board) -> str:
    """What is tried instead of the room that there is: "6 more than there are"."""
    change = found.tried - found.room.likely
    if found.wanted.room is None or abs(change) < 0.05:
        return ""
    return f"{formatting.short_number(abs(change))} {'more' if change > 0 else 'fewer'} than there are"


def under_way(found: Board) -> str:
    if found.room.under_way < 0.5:
        return ""
    return f"{formatting.short_number(found.room.under_way)} more are taken by what is being built."


def rank(found: Board, row: Row) -> tuple[str, str, str]:
    """The panel's sentence in three parts, the middle one to be set in bold: rank, runs, what follows."""
    if row.place is None:
        return "It has no score yet.", "", ""
    if row.top is None:
        return f"Ranks {row.place}. Nothing fits yet, so there is no top set to be in.", "", ""
    where = _where(found, row)
    runs = f"{formatting.chance_points(row.top)} of 100"
    return f"Ranks {row.place}, {where}. It makes the top set in", runs, _follows(row)


def _where(found: Board, row: Row) -> str:
    if row.pin == "in":
        return "pinned above the line"
    if row.pin == "out":
        return "kept out by hand"
    last = max((each.place or 0 for each in found.rows if each.inside), default=0)
    place = row.place or 0
    if row.inside:
        return "just inside" if last - place < 2 else "inside"
    return "just outside" if place - last <= 2 else "outside"


def _follows(row: Row) -> str:
    return " runs, so treat it as a toss-up" if row.close else " runs"


def grouped_by(found: Board) -> str:
    return GROUPS.get(found.wanted.group, "None")
