"""The access table for people: who may do what, and why somebody may do it."""

from dataclasses import dataclass
from itertools import groupby

from northing.organisation.access.table import TABLE, Answer, Row, Section
from northing.organisation.models import Member, Role

PARTLY = {"ynn": "own", "yyn": "own team", "nyn": "own team", "yny": "own"}


@dataclass(frozen=True, slots=True)
class Mark:
    """One cell: kind is "y", "h" (partly) or "n"."""

    kind: str
    text: str
    role: str


@dataclass(frozen=True, slots=True)
class Line:
    thing: str
    note: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Group:
    section: str
    lines: tuple[Line, ...]


def who_may_do_what() -> list[Group]:
    """The table by section and thing, a mark for each role; several routes of one thing are read together."""
    order = list(Section)
    rows = sorted(_shown(), key=lambda row: order.index(row.section))
    groups = []
    for section, own in groupby(rows, key=lambda row: row.section):
        things: dict[str, list[Row]] = {}
        for row in own:
            things.setdefault(row.thing, []).append(row)
        lines = tuple(
            Line(thing, _note(rows), tuple(_mark(rows, role) for role in Role.values))
            for thing, rows in things.items()
        )
        groups.append(Group(section.value, lines))
    return groups


def things() -> list[str]:
    return [line.thing for group in who_may_do_what() for line in group.lines]


def _shown() -> list[Row]:
    """Pages before somebody is in, and what nobody may do any more, say nothing about roles."""
    return [
        row
        for row in TABLE.rows
        if not row.open_to_nobody and any(Answer.YES in getattr(row, role) for role in Role.values)
    ]


def why(member: Member, thing: str) -> str:
    """Why somebody may, or may not, do a thing: their role's part of the table in a sentence."""
    rows = [row for row in _shown() if row.thing == thing]
    if not rows:
        return ""
    mark = _mark(rows, member.role)
    role = member.get_role_display()
    if mark.kind == "y":
        text = f"{member.name} may: everybody with the role {role} may, for everything."
    elif mark.kind == "n":
        text = (
            f"{member.name} may not: the role {role} does not reach it. An owner or head can change the role."
        )
    else:
        text = f"{member.name} may partly ({mark.text}): the role {role}, narrowed by products and teams."
    return f"{text} {_note(rows)}".strip()


def _mark(rows: list[Row], role: str) -> Mark:
    """Several routes of one thing: yes when all say yes everywhere, no when none says yes, else partly."""
    allowed = {
        row: "".join("y" if letter == Answer.YES else "n" for letter in getattr(row, role)) for row in rows
    }
    found = set(allowed.values())
    if found == {"yyy"}:
        return Mark("y", "yes", role)
    if found == {"nnn"}:
        return Mark("n", "no", role)
    said = [
        row.partly or PARTLY.get(letters, "")
        for row, letters in allowed.items()
        if letters not in {"yyy", "nnn"}
    ]
    return Mark("h", next(filter(None, said), "partly"), role)


def _note(rows: list[Row]) -> str:
    return next((row.note for row in rows if row.note), "")
