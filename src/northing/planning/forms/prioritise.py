"""Narrowing the candidates, putting one in, and saying where a number comes from."""

from collections.abc import Sequence
from typing import Any

from django import forms

from northing.kernel.forms import offer
from northing.organisation import custom_forms
from northing.organisation.models import Member
from northing.planning.queries.choices import products
from northing.planning.queries.prioritise.candidates import BY_THEMSELVES, STATES, objectives_named
from northing.planning.queries.prioritise.columns import own
from northing.planning.queries.prioritise.filter import PrioritiseFilter

MANY = forms.CheckboxSelectMultiple
KINDS = [("feature", "Features"), ("opportunity", "Opportunities"), ("initiative", "Initiatives")]


class FilterForm(forms.Form):
    """Sent by GET, so that its answer has an address."""

    q = forms.CharField(label="Says", required=False, widget=forms.TextInput(attrs={"autofocus": True}))
    kind = forms.MultipleChoiceField(label="Kind", required=False, choices=KINDS, widget=MANY)
    close = forms.ChoiceField(label="Order", required=False, choices=[("", "Any"), ("1", "Too close to call")])
    unserved = forms.ChoiceField(
        label="Objective is", required=False, choices=[("", "Any or none"), ("1", "None")]
    )

    def __init__(self, actor: Member, wanted: PrioritiseFilter) -> None:
        said = wanted.model_dump() | {
            "close": "1" if wanted.close else "",
            "unserved": "1" if wanted.unserved else "",
        }
        super().__init__(initial=said)
        self.fields["state"] = _many("State", [(STATES[state], STATES[state]) for state in BY_THEMSELVES])
        self.fields["product"] = _many("Product", [(row.pk, str(row)) for row in products(actor)])
        self.fields["objective"] = _many(
            "Objective", [(aim.pk, f"{aim.code} {aim.name}") for aim in objectives_named(actor)]
        )
        self.fields |= custom_forms.filter_inputs(own().all(), wanted.custom)


class PutInForm(forms.Form):
    """A customer problem or a bet, to be weighed with the features."""

    candidate = forms.ChoiceField(label="Problem or bet", widget=forms.Select(attrs={"autofocus": True}))

    def __init__(self, choices: Sequence[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data)
        offer(self, candidate=[("", "Choose"), *choices])


class LeaveOutForm(forms.Form):
    """Why something is weighed no longer."""

    reason = forms.CharField(
        label="Why", max_length=300, widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"})
    )


class EvidenceForm(forms.Form):
    """Where a number comes from."""

    evidence = forms.CharField(
        label="It rests on",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "autofocus": True}),
        help_text="A count, a test, a call, an address: what somebody else could look at.",
    )


def _many(label: str, options: list[tuple[Any, str]]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, required=False, choices=options, widget=MANY)
