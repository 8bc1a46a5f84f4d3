"""Forms about segments and exchange rates."""

from django import forms
from django.urls import reverse_lazy

from northing.insight.queries.segment_rules import FIELDS, Condition, read_rule
from northing.kernel.errors import Refused

SAYS = f"One condition a line, all must hold: revenue at least 100k. Of {', '.join(FIELDS)}. Empty: by hand."


class SegmentForm(forms.Form):
    name = forms.CharField(max_length=80, widget=forms.TextInput(attrs={"autofocus": True}))
    description = forms.CharField(required=False, max_length=2000)
    rule = forms.CharField(
        required=False,
        max_length=4000,
        help_text=SAYS,
        widget=forms.Textarea(
            attrs={
                "rows": 4,
                "hx-post": reverse_lazy("insight:segment_count"),
                "hx-trigger": "input changed delay:300ms",
                "hx-target": "#id_rule_helptext",
                "hx-swap": "innerHTML",
                "hx-include": "closest form",
            }
        ),
    )

    def clean_rule(self) -> list[Condition]:
        try:
            return read_rule(self.cleaned_data["rule"])
        except Refused as refusal:
            raise forms.ValidationError(refusal.errors["rule"]) from None


class RateForm(forms.Form):
    currency = forms.CharField(
        max_length=3, help_text="Three letters, such as USD.", widget=forms.TextInput(attrs={"autofocus": True})
    )
    rate = forms.DecimalField(
        max_digits=18, decimal_places=8, help_text="What one unit is worth in your own currency."
    )
    as_of = forms.DateField(
        label="As of", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
