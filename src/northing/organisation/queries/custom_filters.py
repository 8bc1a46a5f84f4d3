"""Which rows a value in an address asks for: `custom.market=EU,US`, `custom.size=3..8`,
`custom.note=some words`; "-" asks for those that have none, "*" for those that have any."""

from collections.abc import Iterator, Mapping
from datetime import date
from math import isfinite

from django.db.models import Q

from northing.kernel.errors import Refused
from northing.kernel.numbers import whole
from northing.organisation.models import CustomField, FieldKind
from northing.organisation.queries.custom_fields import CustomFields, Field

NONE, ANY, TO = "-", "*", ".."
RANGES = (FieldKind.NUMBER, FieldKind.DATE)
SEVERAL = (FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.PERSON)


def condition(fields: CustomFields, asked: Mapping[str, str]) -> Q:
    """Rows that fit all of it, by slug. A field that is gone asks for nothing, what cannot be finds
    nothing: a saved view must open whatever became of its fields."""
    wanted = Q()
    for slug, said in asked.items():
        if (field := fields.get(slug)) is not None:
            try:
                wanted &= _wanted(field.row, said)
            except Refused:
                wanted &= Q(pk__in=[])
    return wanted


def check(fields: CustomFields, asked: Mapping[str, str]) -> None:
    """Refuse what cannot be, at its place."""
    for slug, said in asked.items():
        if (field := fields.get(slug)) is not None:
            _wanted(field.row, said)


def chips_of(fields: CustomFields, asked: Mapping[str, str]) -> Iterator[tuple[str, str, dict[str, str]]]:
    """For each field that something is asked of: its name, what in words, and what is asked without it. Of one
    that is gone nothing is asked any more."""
    for field in fields:
        if said := asked.get(field.row.slug):
            rest = {slug: each for slug, each in asked.items() if slug != field.row.slug}
            yield field.name, in_words(field, said), rest


def in_words(field: Field, said: str) -> str:
    """For the chip above a list."""
    if said in {NONE, ANY}:
        return "nothing" if said == NONE else "anything"
    if field.kind in RANGES and TO in said:
        low, _, high = said.partition(TO)
        return " to ".join(part for part in (low, high) if part) if low and high else _open(low, high)
    if field.kind == FieldKind.PERSON:
        numbers = [whole(part) for part in said.split(",")]
        names = ["nobody" if number is None else field.said(number) for number in numbers]
        return " or ".join(names)
    if field.kind in SEVERAL:
        return " or ".join("nothing" if part == NONE else part for part in said.split(","))
    return said


def _open(low: str, high: str) -> str:
    return f"from {low}" if low else f"to {high}"


def _wanted(row: CustomField, said: str) -> Q:
    at = f"custom__{row.slug}"
    if said in {NONE, ANY}:
        return Q(**{f"{at}__isnull": said == NONE})
    if row.kind in RANGES:
        return _between(row, at, said)
    wanted = Q()
    if row.kind in SEVERAL:
        for part in said.split(","):
            wanted |= _holding(row, at, part)
        return wanted
    for word in said.split():
        wanted &= Q(**{f"{at}__icontains": word})
    return wanted


def _holding(row: CustomField, at: str, part: str) -> Q:
    if part == NONE:
        return Q(**{f"{at}__isnull": True})
    if row.kind == FieldKind.CHOICES:
        return Q(**{f"{at}__contains": [part]})
    return Q(**{f"{at}__in": [_member(row, part) if row.kind == FieldKind.PERSON else part]})


def _between(row: CustomField, at: str, said: str) -> Q:
    low, to, high = said.partition(TO)
    ends = {"gte": low, "lte": high if to else low}
    limits = {f"{at}__{how}": _end(row, text.strip()) for how, text in ends.items() if text.strip()}
    return Q(**limits)


def _end(row: CustomField, said: str) -> float | str:
    try:
        if row.kind == FieldKind.DATE:
            return date.fromisoformat(said).isoformat()
        number = float(said.replace(",", "."))
        if isfinite(number):
            return number
    except ValueError:
        pass
    usual = "2026-01-01..2026-06-30" if row.kind == FieldKind.DATE else "3..8"
    raise row.refuse(f"“{said}” is no end of a range. Write it like {usual}.")


def _member(row: CustomField, said: str) -> int:
    if (number := whole(said)) is None:
        raise row.refuse("Name members by their numbers.")
    return number
