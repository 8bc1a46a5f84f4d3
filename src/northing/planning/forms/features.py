"""A feature as a form: making one, and changing what its page shows."""

from decimal import Decimal
from typing import Any

from django import forms

from northing.kernel.filters import CUSTOM
from northing.organisation import custom_forms
from northing.organisation.models import Member
from northing.organisation.queries.custom_fields import CustomFields
from northing.planning.models import Feature, FeatureState, ItemState
from northing.planning.queries import choices

LONGEST = 10_000


class NewFeatureForm(forms.Form):
    """The least that a feature needs; the rest is typed into its row."""

    name = forms.CharField(
        label="Name", max_length=300, widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"})
    )
    product: Any = forms.ModelChoiceField(None, label="Product", required=False, empty_label="None yet")
    team: Any = forms.ModelChoiceField(None, label="Team", required=False, empty_label="None yet")
    problem = forms.CharField(
        label="The problem it solves",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, actor: Member, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, actor)


class FeatureForm(forms.Form):
    """What the page of a feature shows as facts, all at once."""

    name = forms.CharField(label="Name", max_length=300, widget=forms.TextInput(attrs={"autofocus": True}))
    problem = forms.CharField(
        label="The problem", required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 5})
    )
    state = forms.ChoiceField(label="State", choices=FeatureState.choices)
    product: Any = forms.ModelChoiceField(None, label="Product", required=False, empty_label="None")
    team: Any = forms.ModelChoiceField(None, label="Team", required=False, empty_label="None")
    owner: Any = forms.ModelChoiceField(None, label="Owner", required=False, empty_label="Nobody")
    initiative: Any = forms.ModelChoiceField(None, label="Initiative", required=False, empty_label="None")
    release: Any = forms.ModelChoiceField(None, label="Release", required=False, empty_label="None")
    estimate_low = forms.DecimalField(label="Estimate, low", required=False, max_digits=7, decimal_places=2)
    estimate_likely = forms.DecimalField(label="likely", required=False, max_digits=7, decimal_places=2)
    estimate_high = forms.DecimalField(label="high, weeks", required=False, max_digits=7, decimal_places=2)
    not_before = forms.DateField(
        label="Not before",
        required=False,
        help_text="When it waits for something outside.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    public_name = forms.CharField(
        label="Public name", required=False, max_length=300, help_text="What Sales and the public read."
    )
    tracker_key = forms.CharField(label="Key in the tracker", required=False, max_length=120)
    tracker_url = forms.URLField(
        label="Address in the tracker", required=False, max_length=500, assume_scheme="https"
    )
    reason = forms.CharField(label="Why, for the history", required=False, max_length=2000)

    def __init__(self, actor: Member, feature: Feature, own: CustomFields, data: Any = None) -> None:
        said = {
            name: _plain(getattr(feature, f"{name}_id", getattr(feature, name, None)))
            for name in self.base_fields
        }
        super().__init__(data, initial=said)
        self._own = own
        custom_forms.ask_too(self, own, feature.custom)
        self.order_fields([name for name in self.fields if name != "reason"])
        _offer(self, actor)

    def changes(self) -> dict[str, Any]:
        """Only what is not as it was, so that two people who change different things both succeed."""
        ours = [name for name in self.changed_data if name != "reason" and not name.startswith(CUSTOM)]
        own = custom_forms.changes(self._own, self.cleaned_data, self.changed_data)
        return {name: self.cleaned_data[name] for name in ours} | ({"custom": own} if own else {})


def _plain(value: Any) -> Any:
    """4 and not 4.00."""
    return format(value.normalize(), "f") if isinstance(value, Decimal) else value


def _offer(form: forms.Form, actor: Member) -> None:
    for name, rows in choices.ROWS.items():
        field = form.fields.get(name)
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = rows(actor)


class ItemForm(forms.Form):
    name = forms.CharField(
        label="Item", required=False, max_length=500, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    state = forms.ChoiceField(label="State", required=False, choices=[("", ""), *ItemState.choices])

    @staticmethod
    def states() -> list[tuple[str, str]]:
        return [(state.value, str(state.label)) for state in ItemState]
