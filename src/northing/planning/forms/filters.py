"""The list's filter as a form that is sent by GET, so that its answer has an address."""

from typing import Any

from django import forms

from northing.organisation import custom_forms
from northing.organisation.models import Member
from northing.planning.models import FeatureState
from northing.planning.queries import choices
from northing.planning.queries.feature_columns import own_fields
from northing.planning.queries.feature_filter import FeatureFilter
from northing.planning.queries.filter_words import LABELS

MANY = forms.CheckboxSelectMultiple
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class FilterForm(forms.Form):
    q = forms.CharField(label="Says", required=False, widget=forms.TextInput(attrs={"autofocus": True}))
    open = forms.ChoiceField(
        label="Open or closed", required=False, choices=[("", "Both"), ("1", "Open"), ("0", "Closed")]
    )
    state = forms.MultipleChoiceField(label="State", required=False, choices=FeatureState.choices, widget=MANY)
    committed = forms.ChoiceField(
        label="Commitment",
        required=False,
        choices=[("", "With or without"), ("1", "With a date"), ("0", "None")],
    )
    risk = forms.ChoiceField(label="Chance", required=False, choices=[("", "Any"), ("1", "Below 75\u202f%")])
    before = forms.DateField(label="Finishes before (P85)", required=False, widget=DAY)
    after = forms.DateField(label="Finishes from (P85)", required=False, widget=DAY)
    since = forms.DateField(label="Compare chances with", required=False, widget=DAY)

    def __init__(self, actor: Member, wanted: FeatureFilter) -> None:
        said = wanted.model_dump()
        said["risk"] = said["risk"] or None
        for name in ("open", "committed", "risk"):
            said[name] = "" if said[name] is None else str(int(said[name]))
        super().__init__(initial=said)
        for name, label in LABELS.items():
            self.fields[name] = _many(label, [(row.pk, str(row)) for row in choices.ROWS[name](actor)])
        self.fields |= custom_forms.filter_inputs(own_fields(), wanted.custom)


def _many(label: str, options: list[tuple[Any, str]]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, required=False, choices=options, widget=MANY)
