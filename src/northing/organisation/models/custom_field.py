"""Fields that the organisation adds to features, opportunities and products. Their values stand in the column
`custom` of those rows, by the field's slug; a row without a value has no such key."""

import math
from collections.abc import Container
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from northing.kernel.errors import Refused
from northing.kernel.filters import CUSTOM
from northing.organisation.history import track

LONGEST_TEXT = 2000
LONGEST_LINK = 500
LARGEST = 1e15  # whole numbers stay exact below it


class FieldKind(models.TextChoices):
    TEXT = "text", "Text"
    NUMBER = "number", "Number"
    CHOICE = "choice", "Choice"
    CHOICES = "choices", "Several choices"
    DATE = "date", "Date"
    PERSON = "person", "Person"
    LINK = "link", "Link"


class FieldAbout(models.TextChoices):
    """The models' own names: history finds a row's fields by them."""

    FEATURE = "feature", "Features"
    OPPORTUNITY = "opportunity", "Opportunities"
    PRODUCT = "product", "Products"


class CustomFieldQuerySet(models.QuerySet["CustomField"]):
    def in_use(self) -> "CustomFieldQuerySet":
        return self.filter(archived_at=None)


@track()
class CustomField(models.Model):
    """One more thing that can be said about every row of a kind."""

    MOST = 40  # of one kind of row
    MOST_CHOICES = 50
    LONGEST_CHOICE = 80
    CHOOSES = (FieldKind.CHOICE, FieldKind.CHOICES)

    about = models.CharField(max_length=12, choices=FieldAbout)
    name = models.CharField(max_length=60)
    slug = models.CharField(max_length=60, help_text="Its name in formulas, addresses and the API; it stays.")
    kind = models.CharField(max_length=8, choices=FieldKind)
    choices = ArrayField(models.CharField(max_length=LONGEST_CHOICE), default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = CustomFieldQuerySet.as_manager()

    class Meta:
        ordering = ["about", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["about", "slug"], name="one_field_a_slug"),
            models.UniqueConstraint(
                "about", Lower("name"), condition=Q(archived_at=None), name="one_field_a_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        return f"{CUSTOM}{self.slug}"

    @property
    def chooses(self) -> bool:
        return self.kind in self.CHOOSES

    def checked(self, value: Any, people: Container[int]) -> Any:
        """The value as it is kept, None for nothing. Refused under the field's key when it can't be.

        `people`: the ids of those who can be chosen.
        """
        if value is None or value in ("", [], ()):
            return None
        match self.kind:
            case FieldKind.TEXT:
                return self._text(value)
            case FieldKind.NUMBER:
                return self._number(value)
            case FieldKind.CHOICE:
                return self._choice(value)
            case FieldKind.CHOICES:
                return self._choices(value)
            case FieldKind.DATE:
                return self._day(value)
            case FieldKind.PERSON:
                return self._person(value, people)
        return self._link(value)

    def refuse(self, message: str) -> Refused:
        return Refused(**{self.key: message})

    def _text(self, value: Any) -> str | None:
        said = str(value).strip() if isinstance(value, str | int | float) else None
        if said is None:
            raise self.refuse(f"{self.name} is a text.")
        if len(said) > LONGEST_TEXT:
            raise self.refuse(f"{self.name} has {LONGEST_TEXT} characters at most; this has {len(said)}.")
        return said or None

    def _number(self, value: Any) -> int | float:
        known = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
        number = float(value) if known else math.nan
        if not math.isfinite(number) or abs(number) > LARGEST:
            raise self.refuse(f"{self.name} is a number, such as 12 or 3.5.")
        return int(number) if number.is_integer() else number

    def _choice(self, value: Any) -> str:
        for choice in self.choices:
            if isinstance(value, str) and value.strip().casefold() == choice.casefold():
                return choice
        raise self.refuse(f"“{value}” is none of {', '.join(self.choices)}.")

    def _choices(self, value: Any) -> list[str]:
        said = {self._choice(each) for each in (value if isinstance(value, list | tuple) else [value])}
        return [choice for choice in self.choices if choice in said]

    def _day(self, value: Any) -> str:
        try:
            return (value if isinstance(value, date) else date.fromisoformat(value)).isoformat()
        except (TypeError, ValueError):
            raise self.refuse(f"{self.name} is a day, such as 2027-01-22.") from None

    def _person(self, value: Any, people: Container[int]) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or value not in people:
            raise self.refuse(f"{self.name} is somebody who is a member here, by number.")
        return value

    def _link(self, value: Any) -> str:
        said = value.strip() if isinstance(value, str) else ""
        if len(said) > LONGEST_LINK:
            raise self.refuse(f"{self.name} has {LONGEST_LINK} characters at most.")
        try:
            parts = urlsplit(said)
        except ValueError:
            parts = urlsplit("")
        if parts.scheme not in {"http", "https"} or not parts.netloc or " " in said:
            raise self.refuse(f"{self.name} is an address that begins with https://.")
        return said
