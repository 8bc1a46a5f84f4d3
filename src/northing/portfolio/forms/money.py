"""Amounts as people write them, the purposes of money, and the rules."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from northing.kernel.amounts import read_amount
from northing.kernel.days import read_day
from northing.kernel.errors import Refused
from northing.portfolio.models import quarter_of

QUARTER = re.compile(r"(?:q([1-4])[ /-]*(\d{4})|(\d{4})[ /-]*q([1-4]))", re.IGNORECASE)


def read_quarter(text: str) -> date:
    """Q1 2026, 2026-Q1, or any day of it."""
    found = QUARTER.fullmatch(text.strip())
    if found:
        year, number = int(found[2] or found[3]), int(found[1] or found[4])
        return date(year, number * 3 - 2, 1)
    return quarter_of(read_day(text, date.min.replace(year=2000)))


def read_signed(text: str) -> Decimal | None:
    """An amount, below zero with a minus; None for an empty cell."""
    said = text.strip().replace("\u2212", "-")
    if not said:
        return None
    amount, _ = read_amount(said.lstrip("-"))
    return -amount if said.startswith("-") else amount


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
