"""Which rows the filter leaves of those that compete, and in which order."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from northing.kernel import clock
from northing.organisation.models import FieldKind, Member
from northing.planning.queries.prioritise.asking import NOBODY, asking
from northing.planning.queries.prioritise.columns import Own
from northing.planning.queries.prioritise.filter import PrioritiseFilter
from northing.planning.queries.prioritise.own_values import asked_for, own_values

if TYPE_CHECKING:
    from northing.planning.prioritising.board import Row

Place = tuple[int, float | str]
"""Numbers before words, where two kinds of candidates have fields of one name and of different kinds."""
COUNTED = (FieldKind.NUMBER, FieldKind.CHOICE, FieldKind.DATE)
NAMED = ("name", "product", "team", "owner", "state")


def shown(actor: Member, rows: Sequence["Row"], wanted: PrioritiseFilter, own: Own) -> tuple["Row", ...]:
    words = wanted.q.casefold().split()
    left = [row for row in rows if _is_wanted(row, wanted, words)]
    if wanted.custom:
        said = asked_for(own, wanted.custom, (row.key for row in left))
        left = [row for row in left if row.key in said]
    if wanted.sorted_by == "revenue":
        asked = asking(actor, [row.key for row in left])
        left = [row._replace(asking=asked.get(row.key, NOBODY)) for row in left]
    if fields := own.kinds(wanted.sorted_by):
        values = own_values(row.key for row in left if row.key.kind in fields)
        left = [row._replace(custom=values.get(row.key, {})) for row in left]
    if wanted.sort != "-score":
        left = _sorted(left, wanted, own)
    if wanted.group:
        left.sort(key=lambda row: (not group_named(row, wanted), group_named(row, wanted).casefold()))
    return tuple(left)


def group_named(row: "Row", wanted: PrioritiseFilter) -> str:
    """The head under which a row stands."""
    return _objective(row) if wanted.group == "objective" else str(getattr(row.candidate, wanted.group))


def _objective(row: "Row") -> str:
    aim = row.candidate.objective
    return f"{aim.code} {aim.name}" if aim else ""


def _is_wanted(row: "Row", wanted: PrioritiseFilter, words: Sequence[str]) -> bool:
    each = row.candidate
    return (
        (not wanted.kind or row.key.kind in wanted.kind)
        and (not wanted.product or each.product_id in wanted.product)
        and (not wanted.objective or (each.objective is not None and each.objective.pk in wanted.objective))
        and (not wanted.state or each.state in wanted.state)
        and not (wanted.unserved and each.objective is not None)
        and not (wanted.close and not row.close)
        and all(word in each.name.casefold() for word in words)
    )


def _sorted(rows: Sequence["Row"], wanted: PrioritiseFilter, own: Own) -> list["Row"]:
    """What has no value comes last either way."""
    placed = [(_place(row, wanted.sorted_by, own), row) for row in rows]
    known = [(place, row) for place, row in placed if place is not None]
    known.sort(key=lambda pair: pair[0], reverse=wanted.sort.startswith("-"))
    return [row for _, row in known] + [row for place, row in placed if place is None]


def _place(row: "Row", key: str, own: Own) -> Place | None:
    """Where a row stands by that column; None where it says nothing."""
    if key in NAMED:
        return _word(str(getattr(row.candidate, key)))
    if key == "objective":
        return _word(_objective(row))
    if key == "commitment":
        due_on = row.candidate.due_on
        return (0, float(due_on.toordinal())) if due_on is not None else None
    if field := own.kinds(key).get(row.key.kind):
        value = field.of(row.custom)
        if value is None or field.kind not in COUNTED:
            return _word(field.said(value))
        return 0, field.number(value, clock.today())
    number = _number(row, key)
    return None if number is None else (0, number)


def _word(text: str) -> Place | None:
    return (1, text.casefold()) if text else None


def _number(row: "Row", key: str) -> float | None:
    if key == "score":
        return row.score.middle if row.score is not None else None
    if key == "top":
        return row.top
    if key == "revenue":
        return float(row.asking.revenue)
    each = row.said.get(key)
    return each.likely if each is not None else None
