"""Outcomes, risks and regulations of a product."""

from typing import Any

from django import forms

from northing.kernel.forms import offer
from northing.portfolio import queries
from northing.portfolio.commands import Noted
from northing.portfolio.forms.products import DAY
from northing.portfolio.models import Likelihood, Severity


class NotedForm(forms.Form):
    def __init__(self, data: Any = None, *, row: Noted | None = None) -> None:
        said = {name: getattr(row, f"{name}_id", getattr(row, name, None)) for name in self.base_fields}
        super().__init__(data, initial=said if row else None, auto_id="noted_%s")
        next(iter(self.fields.values())).widget.attrs["autofocus"] = True
        if row is not None:
            self.fields["gone"] = forms.BooleanField(label="Remove it", required=False)
        if "owner" in self.fields:
            offer(self, owner=queries.owners())


class OutcomeForm(NotedForm):
    name = forms.CharField(label="What must come true", max_length=160)
    measure = forms.CharField(
        label="The metric that shows it",
        required=False,
        max_length=160,
        help_text="By its name; then value, target and chance are the metric's.",
    )
    stands_at = forms.CharField(label="Stands at", required=False, max_length=40)
    target = forms.CharField(label="Target", required=False, max_length=40)
    due_on = forms.DateField(label="By", required=False, widget=DAY)


class RiskForm(NotedForm):
    name = forms.CharField(label="What may go wrong", max_length=160)
    likelihood = forms.TypedChoiceField(
        label="How likely", choices=Likelihood.choices, coerce=int, initial=Likelihood.POSSIBLE
    )
    severity = forms.TypedChoiceField(
        label="How bad", choices=Severity.choices, coerce=int, initial=Severity.MEDIUM
    )
    owner: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        None, label="Who watches it", required=False, empty_label="Nobody"
    )
    next_step = forms.CharField(label="Next step", required=False, max_length=200)
    closed_on = forms.DateField(label="Closed on", required=False, widget=DAY)


class RegulationForm(NotedForm):
    name = forms.CharField(label="Law or standard", max_length=160)
    applies_on = forms.DateField(label="Applies from", required=False, widget=DAY)
    asks_for = forms.CharField(label="What it asks of the product", required=False, max_length=300)
    source = forms.URLField(label="Source", required=False, max_length=400, assume_scheme="https")


FORMS: dict[str, type[NotedForm]] = {"outcome": OutcomeForm, "risk": RiskForm, "regulation": RegulationForm}
WORDS = {"outcome": "critical outcome", "risk": "risk", "regulation": "regulation"}
