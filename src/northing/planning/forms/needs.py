"""Which disciplines a feature needs, as a form: an input for each, typed as cells are."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms

from northing.kernel.errors import Refused
from northing.organisation.models import Discipline
from northing.planning.commands.needs import Weeks
from northing.planning.forms.ranges import read_text
from northing.planning.queries.needs import Need
from northing.planning.queries.prioritise.fields import EFFORT


class RangeInput(forms.CharField):
    """ "3", or low, likely and high: "2–3–5". None for nothing."""

    def clean(self, value: Any) -> Weeks | None:
        try:
            said = read_text(EFFORT, super().clean(value))
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return None if said is None else tuple(Decimal(str(round(number, 2))) for number in said)  # type: ignore[return-value]  # three of them


class NeedsForm(forms.Form):
    """Person-weeks by discipline; empty where none is needed."""

    def __init__(self, needs: Iterable[Need], data: Any = None) -> None:
        known = {need.discipline: need.typed for need in needs}
        super().__init__(data, initial=known)
        for name, label in Discipline.choices:
            widget = forms.TextInput(attrs={"autocomplete": "off", "class": "num"})
            self.fields[name] = RangeInput(
                label=str(label).capitalize(), required=False, max_length=60, widget=widget
            )

    def changes(self) -> dict[str, Weeks | None]:
        return {name: self.cleaned_data[name] for name in self.changed_data}
