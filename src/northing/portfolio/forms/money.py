"""Amounts as people write them, the purposes of money, and the rules."""

from decimal import Decimal
from typing import Any

from django import forms

from northing.kernel.amounts import read_signed
from northing.kernel.errors import Refused


class AmountForm(forms.Form):
    amount = forms.CharField(label="Amount", required=False, max_length=40)

    def __init__(self, data: Any = None, *, amount: Decimal | None, label: str) -> None:
        initial = {"amount": f"{amount.normalize():f}" if amount is not None else ""}
        super().__init__(data, initial=initial, auto_id="said_%s")
        self.fields["amount"].label = label
        self.fields["amount"].widget.attrs["autofocus"] = True

    def clean_amount(self) -> Decimal | None:
        try:
            return read_signed(self.cleaned_data["amount"])
        except Refused as refusal:
            raise forms.ValidationError(" ".join(refusal.errors.values())) from refusal


class PurposeForm(forms.Form):
    name = forms.CharField(label="Purpose", max_length=60, widget=forms.TextInput(attrs={"autofocus": True}))
    target = forms.IntegerField(
        label="Target", required=False, min_value=0, max_value=100, help_text="In percent of all investment."
    )


class RulesForm(forms.Form):
    week_rate = forms.DecimalField(label="A person-week costs", min_value=0, max_digits=10, decimal_places=2)
    share_cut = forms.IntegerField(
        label="Large from this share of revenue", min_value=0, max_value=100, help_text="In percent."
    )
    growth_cut = forms.IntegerField(
        label="Fast from this growth", min_value=-100, max_value=1000, help_text="In percent a year."
    )
    low_cut = forms.DecimalField(label="A score is low below", min_value=1, max_value=5, decimal_places=2)
    high_cut = forms.DecimalField(label="A score is high above", min_value=1, max_value=5, decimal_places=2)
