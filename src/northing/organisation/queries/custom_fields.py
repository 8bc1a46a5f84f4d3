"""The organisation's own fields: which there are, and what a row's values say, sort by and count as."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Case, F, OrderBy, OuterRef, Q, Subquery, Value, When
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast, Lower

from northing.kernel.errors import NotVisible
from northing.kernel.filters import CUSTOM
from northing.kernel.once import once_a_page
from northing.organisation.models import CustomField, FieldAbout, FieldKind, Member

SEARCHED = (FieldKind.TEXT, FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.LINK)


@dataclass(frozen=True, slots=True)
class Field:
    """One field as lists and pages need it. `people` are names by id, where the field holds a person."""

    row: CustomField
    people: Mapping[int, str]

    @property
    def key(self) -> str:
        return self.row.key

    @property
    def name(self) -> str:
        return self.row.name

    @property
    def kind(self) -> str:
        return self.row.kind

    def of(self, custom: Mapping[str, Any]) -> Any:
        return custom.get(self.row.slug)

    def words(self, custom: Mapping[str, Any]) -> str:
        """The value as people read and type it; "" for none."""
        return self.said(self.of(custom))

    def said(self, value: Any) -> str:
        if value is None:
            return ""
        if self.kind == FieldKind.CHOICES:
            return ", ".join(value)
        if self.kind == FieldKind.PERSON:
            return self.people.get(value, "somebody who is gone")
        return str(value)

    def exported(self, custom: Mapping[str, Any]) -> str | int | float | date | None:
        """For a spreadsheet: numbers and days as such."""
        value = self.of(custom)
        if value is not None and self.kind == FieldKind.DATE:
            return date.fromisoformat(value)
        return value if self.kind == FieldKind.NUMBER else self.said(value)

    def options(self) -> list[tuple[str, str]]:
        """What can be picked: what is sent, and what is read."""
        if self.kind == FieldKind.PERSON:
            return sorted(((str(pk), name) for pk, name in self.people.items()), key=lambda pair: pair[1])
        return [(choice, choice) for choice in self.row.choices]

    def number(self, value: Any, today: date) -> float:
        """What it counts as in a formula: a choice is its place in the list, from 1; several how many; a day so
        many days from today; anything else 1."""
        match self.kind:
            case FieldKind.NUMBER:
                return float(value)
            case FieldKind.CHOICE:
                return float(self.row.choices.index(value) + 1) if value in self.row.choices else 0.0
            case FieldKind.CHOICES:
                return float(len(value))
            case FieldKind.DATE:
                return float((date.fromisoformat(value) - today).days)
        return 1.0

    def says(self, word: str) -> Q:
        """Rows in which it says this word."""
        return Q(**{f"custom__{self.row.slug}__icontains": word})

    def order(self, *, down: bool) -> OrderBy:
        """Rows without a value come last either way."""
        expression: Any
        match self.kind:
            case FieldKind.CHOICE | FieldKind.CHOICES:
                at = f"custom__{self.row.slug}" + ("__0" if self.kind == FieldKind.CHOICES else "")
                places = enumerate(self.row.choices)
                expression = Case(*(When(**{at: choice}, then=Value(place)) for place, choice in places))
            case FieldKind.PERSON:
                chosen = Cast(KeyTextTransform(self.row.slug, OuterRef("custom")), BigIntegerField())
                expression = Subquery(Member.objects.filter(pk=chosen).values("name"))
            case FieldKind.TEXT | FieldKind.LINK:
                expression = Lower(KeyTextTransform(self.row.slug, F("custom")))
            case _:
                expression = KeyTransform(self.row.slug, F("custom"))
        return OrderBy(expression, descending=down, nulls_last=True)


@dataclass(frozen=True, slots=True)
class Held:
    """A value for a page. `day` for what is a day, `link` for what leads away."""

    name: str
    words: str
    day: date | None
    link: str


@dataclass(frozen=True, slots=True)
class CustomFields:
    """All that can be said about one kind of row, in order. Empty where nobody added any."""

    fields: tuple[Field, ...]

    def __iter__(self) -> Iterator[Field]:
        return iter(self.fields)

    def __bool__(self) -> bool:
        return bool(self.fields)

    def get(self, key: str) -> Field | None:
        """By slug, or by its key among other columns."""
        slug = key.removeprefix(CUSTOM)
        return next((field for field in self.fields if field.row.slug == slug), None)

    def numbers(self, custom: Mapping[str, Any], today: date) -> dict[str, float]:
        """By slug what a formula may count with; what has no value is left out."""
        return {
            field.row.slug: field.number(value, today)
            for field in self.fields
            if (value := field.of(custom)) is not None
        }

    def held(self, custom: Mapping[str, Any]) -> tuple[Held, ...]:
        """Those that say something of a row."""
        return tuple(
            Held(
                field.name,
                words,
                date.fromisoformat(words) if field.kind == FieldKind.DATE else None,
                words if field.kind == FieldKind.LINK else "",
            )
            for field in self.fields
            if (words := field.words(custom))
        )

    def saying(self, word: str) -> Q:
        """Rows in which any of them says this word."""
        found = Q()
        for field in self.fields:
            if field.kind in SEARCHED:
                found |= field.says(word)
        return found


NO_FIELDS = CustomFields(())


def fields_of(about: str, *, archived: bool = False) -> CustomFields:
    """Those in use about features, opportunities or products; one query, one more where one holds a person.
    A page asks once for all kinds of rows."""
    rows = [row for row in _every_field() if row.about == about and (archived or row.archived_at is None)]
    holds_people = any(row.kind == FieldKind.PERSON for row in rows)
    people = _names_of_people() if holds_people else {}
    return CustomFields(tuple(Field(row, people) for row in rows))


@once_a_page
def _every_field() -> list[CustomField]:
    return list(CustomField.objects.all())


@once_a_page
def _names_of_people() -> dict[int, str]:
    return dict(Member.objects.values_list("pk", "name"))


def all_fields() -> list[tuple[str, str, list[CustomField]]]:
    """For each kind of row its name, how it is headed, and its fields in order."""
    rows = list(CustomField.objects.in_use())
    return [
        (about.value, str(about.label), [row for row in rows if row.about == about]) for about in FieldAbout
    ]


def archived_fields() -> list[CustomField]:
    return list(CustomField.objects.exclude(archived_at=None))


def custom_field(pk: int) -> CustomField:
    found = CustomField.objects.filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found
