"""The organisation's own fields in forms and cells: inputs, and what somebody typed turned into values."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from northing.kernel.days import read_day
from northing.kernel.errors import Refused
from northing.kernel.numbers import whole
from northing.organisation.models import FieldKind
from northing.organisation.queries.custom_fields import CustomFields, Field
from northing.organisation.queries.custom_filters import ANY, NONE, RANGES, SEVERAL, TO

EMPTY = {"", "-", "–", "none"}
DAY = {"type": "date"}


def ask_too(form: forms.BaseForm, fields: CustomFields, custom: Mapping[str, Any]) -> None:
    """A form asks for them as well, by key, each beginning with the row's value."""
    form.fields |= {field.key: _input(field) for field in fields}
    form.initial = {**form.initial, **{field.key: field.of(custom) for field in fields}}


class OwnForm(forms.Form):
    """One field of a row, to be changed where it stands."""

    def __init__(self, field: Field, custom: Mapping[str, Any], data: Any = None) -> None:
        super().__init__(data, auto_id="said_%s")
        self._fields = CustomFields((field,))
        ask_too(self, self._fields, custom)
        self.fields[field.key].widget.attrs["autofocus"] = True

    def value(self) -> dict[str, Any]:
        """By slug; None takes the value away."""
        return changes(self._fields, self.cleaned_data, list(self.fields))


def changes(fields: CustomFields, cleaned: Mapping[str, Any], changed: list[str]) -> dict[str, Any]:
    """What a form with these inputs changed, by slug; None where the value was taken away."""
    return {field.row.slug: _cleaned(field, cleaned.get(field.key)) for field in fields if field.key in changed}


def read(field: Field, said: str, choice: str, today: date) -> Any:
    """What somebody typed or picked in a cell; refused under "value". Whether it can be, its command says."""
    text = (choice or said).strip()
    if text.lower() in EMPTY:
        return None
    match field.kind:
        case FieldKind.NUMBER:
            return _number(text)
        case FieldKind.DATE:
            return read_day(text, today).isoformat()
        case FieldKind.CHOICES:
            return [part.strip() for part in text.split(",") if part.strip()]
        case FieldKind.PERSON:
            number = whole(choice)
            return _named(field, said) if number is None else number
    return text


def hint(field: Field) -> str:
    """How a value is typed into a cell."""
    if field.kind == FieldKind.CHOICES:
        return f"Several with commas: {', '.join(field.row.choices)}."
    hints = {FieldKind.DATE: "Like 31 Jul or 2027-01-22.", FieldKind.LINK: "Begins with https://."}
    return next((said for kind, said in hints.items() if kind == field.kind), "")


def filter_inputs(fields: CustomFields, asked: Mapping[str, str]) -> dict[str, forms.Field]:
    """A filter form's fields for them, by key: ticks for choices, text for words and ranges."""
    made: dict[str, forms.Field] = {}
    for field in fields:
        said = asked.get(field.row.slug, "")
        if field.kind in SEVERAL:
            ticks = [*field.options(), (NONE, "None")]
            made[field.key] = forms.MultipleChoiceField(
                label=field.name,
                required=False,
                choices=ticks,
                widget=forms.CheckboxSelectMultiple,
                initial=said.split(","),
            )
        else:
            made[field.key] = forms.CharField(
                label=field.name, required=False, initial=said, help_text=_hint(field)
            )
    return made


def _hint(field: Field) -> str:
    if field.kind not in RANGES:
        return f"Words in it; {NONE} for none, {ANY} for any."
    return f"From{TO}to, such as {'2026-01-01..2026-06-30' if field.kind == FieldKind.DATE else '3..8'}."


def _input(field: Field) -> forms.Field:
    label: dict[str, Any] = {"label": field.name, "required": False}
    match field.kind:
        case FieldKind.NUMBER:
            return forms.DecimalField(**label)
        case FieldKind.DATE:
            return forms.DateField(widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"), **label)
        case FieldKind.CHOICE | FieldKind.PERSON:
            return forms.ChoiceField(choices=[("", "None"), *field.options()], **label)
        case FieldKind.CHOICES:
            ticks = forms.CheckboxSelectMultiple
            return forms.MultipleChoiceField(choices=field.options(), widget=ticks, **label)
        case FieldKind.LINK:
            return forms.URLField(max_length=500, assume_scheme="https", **label)
    return forms.CharField(max_length=2000, **label)


def _cleaned(field: Field, value: Any) -> Any:
    if value in (None, "", []):
        return None
    return int(value) if field.kind == FieldKind.PERSON else value


def _number(text: str) -> Decimal:
    plain = text.replace("\u202f", "").replace("\u00a0", "").replace(" ", "").replace("\u2212", "-")
    try:
        return Decimal(plain.replace(",", ".") if plain.count(",") == 1 and "." not in plain else plain)
    except InvalidOperation:
        raise Refused(value=f"“{text}” is no number.") from None


def _named(field: Field, said: str) -> int:
    for pk, name in field.people.items():
        if name.casefold() == said.strip().casefold():
            return pk
    raise Refused(value=f"Nobody here is called “{said.strip()}”.")
