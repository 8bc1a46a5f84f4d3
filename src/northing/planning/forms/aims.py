"""Forms that say what a feature or an initiative is built for."""

from collections.abc import Sequence
from typing import Any

from django import forms

from northing.kernel.forms import offer
from northing.planning.models import Feature
from northing.strategy.queries.aims import Aim


class AimForm(forms.Form):
    """One objective or key result; or, for a feature, why it serves none."""

    aim = forms.ChoiceField(label="Built for", required=False)
    reason = forms.CharField(
        label="Or: it serves none, because",
        max_length=200,
        required=False,
        help_text="Keep running, agreed in January.",
    )

    def __init__(self, aims: Sequence[Aim], data: Any = None, *, needed: bool = False) -> None:
        super().__init__(data)
        options = [(aim.key, f"{'   ' if aim.key_result else ''}{aim.label}") for aim in aims]
        offer(self, aim=[("", "Choose"), *options])
        if needed:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("aim") and not said.get("reason", "").strip():
            raise forms.ValidationError("Choose what it is built for, or say why it serves none.")
        return said


class FeatureForAimForm(forms.Form):
    """One that looks likely, or one by its name."""

    likely = forms.ChoiceField(label="Looks likely", required=False, widget=forms.RadioSelect)
    other = forms.CharField(
        label="Or its name", max_length=300, required=False, widget=forms.TextInput(attrs={"autofocus": True})
    )

    def __init__(self, likely: Sequence[Feature], data: Any = None) -> None:
        super().__init__(data)
        if likely:
            rows = [(str(row.pk), row.name) for row in likely]
            offer(self, likely=rows)
        else:
            del self.fields["likely"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("likely") and not said.get("other"):
            raise forms.ValidationError("Choose one, or write its name.")
        return said
