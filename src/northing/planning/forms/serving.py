"""Forms that link a feature and a customer problem."""

from collections.abc import Sequence
from typing import Any

from django import forms

from northing.insight.models import Opportunity
from northing.planning.models import Feature


class ServingForm(forms.Form):
    """One that looks likely, or one by its name; and for whom, or which part of it."""

    likely = forms.ChoiceField(label="Looks likely", required=False, widget=forms.RadioSelect)
    other = forms.CharField(
        label="Or its name", max_length=300, required=False, widget=forms.TextInput(attrs={"autofocus": True})
    )
    note = forms.CharField(
        max_length=300, required=False, help_text="For whom, or which part of it: 26 of 31 customers."
    )

    def __init__(self, likely: Sequence[Feature] | Sequence[Opportunity], data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["likely"]
        if not likely:
            del self.fields["likely"]
        elif isinstance(field, forms.ChoiceField):
            field.choices = [(str(row.pk), row.name) for row in likely]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("likely") and not said.get("other"):
            raise forms.ValidationError("Choose one, or write its name.")
        return said
