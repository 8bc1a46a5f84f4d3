"""Forms about opportunities: naming one, its fields, the decision, the filter, which other one is the same."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms

from northing.insight.models import Opportunity, OpportunityState
from northing.insight.queries import customer_choices
from northing.insight.queries.opportunity_filter import OpportunityFilter, own_fields
from northing.kernel.filters import CUSTOM
from northing.kernel.forms import offer
from northing.organisation import custom_forms
from northing.organisation.models import Member
from northing.organisation.queries.custom_fields import CustomFields
from northing.portfolio.models import Product, Signal
from northing.strategy.queries.aims import Aim
from northing.ui.formatting import long_day

MANY = forms.CheckboxSelectMultiple


def _day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class NewOpportunityForm(forms.Form):
    name = forms.CharField(
        max_length=200,
        label="The problem",
        help_text="In the customer’s words: refund part of an invoice.",
        widget=forms.TextInput(attrs={"autofocus": True}),
    )
    statement = forms.CharField(
        required=False,
        label="Who has it, when, and what it costs them",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    product = forms.ModelChoiceField(queryset=Product.objects.none(), required=False, empty_label="No product")

    def __init__(self, actor: Member, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        offer(self, product=customer_choices.products(actor))


class OpportunityForm(NewOpportunityForm):
    owner = forms.ModelChoiceField(queryset=Member.objects.none(), required=False, empty_label="Nobody")
    decide_by = forms.DateField(label="Decide by", required=False, widget=_day_input())
    public_name = forms.CharField(
        label="What customers read: the name", max_length=200, required=False, help_text="In the portal."
    )
    public_answer = forms.CharField(
        label="What customers read: the answer", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    is_public = forms.BooleanField(label="Customers see it in the portal", required=False)

    def __init__(self, actor: Member, problem: Opportunity, own: CustomFields, data: Any = None) -> None:
        initial = {name: getattr(problem, name) for name in self.base_fields}
        super().__init__(actor, data, initial=initial)
        offer(self, owner=customer_choices.people())
        self._own = own
        custom_forms.ask_too(self, own, problem.custom)

    def changes(self) -> dict[str, Any]:
        """Only what somebody changed: what others wrote meanwhile stays."""
        ours = [name for name in self.changed_data if not name.startswith(CUSTOM)]
        own = custom_forms.changes(self._own, self.cleaned_data, self.changed_data)
        return {name: self.cleaned_data[name] for name in ours} | ({"custom": own} if own else {})


class DecideForm(forms.Form):
    state = forms.ChoiceField(choices=OpportunityState.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        required=False,
        label="Why",
        help_text="Needed to park or decline it: those who asked will want to know.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class OtherOpportunityForm(forms.Form):
    """Another opportunity: one that looks alike, or one by its name."""

    likely = forms.ChoiceField(label="Looks alike", required=False, widget=forms.RadioSelect)
    other = forms.CharField(
        label="Or its name", max_length=200, required=False, widget=forms.TextInput(attrs={"autofocus": True})
    )

    def __init__(self, likely: list[Opportunity], data: Any = None) -> None:
        super().__init__(data)
        if likely:
            offer(self, likely=[(str(row.pk), row.name) for row in likely])
        else:
            del self.fields["likely"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("likely") and not said.get("other"):
            raise forms.ValidationError("Choose one, or write its name.")
        return said


class SignalsForm(forms.Form):
    """What was seen in the market that is about it."""

    chosen = forms.MultipleChoiceField(label="Seen in the market", required=False, widget=MANY)

    def __init__(self, offered: Sequence[Signal], linked: set[int], data: Any = None) -> None:
        super().__init__(data, initial={"chosen": [str(pk) for pk in linked]})
        offer(self, chosen=[(str(row.pk), f"{row.text} ({long_day(row.seen_on)})") for row in offered])


class AimsForm(forms.Form):
    """The objectives and key results that solving it would serve."""

    chosen = forms.MultipleChoiceField(label="Objectives and key results", required=False, widget=MANY)

    def __init__(self, offered: Sequence[Aim], said: Collection[str], data: Any = None) -> None:
        super().__init__(data, initial={"chosen": list(said)})
        offer(self, chosen=[(aim.key, aim.label) for aim in offered])


class ProblemsForm(forms.Form):
    """The opportunities whose solution would serve an objective or key result."""

    chosen = forms.MultipleChoiceField(label="Opportunities", required=False, widget=MANY)

    def __init__(self, offered: Sequence[Opportunity], said: Collection[str], data: Any = None) -> None:
        super().__init__(data, initial={"chosen": list(said)})
        offer(self, chosen=[(str(row.pk), row.name) for row in offered])


class OpportunityFilterForm(forms.Form):
    """Sent by GET, so that its answer has an address."""

    q = forms.CharField(
        label="Words in the problem", required=False, widget=forms.TextInput(attrs={"autofocus": True})
    )
    product = forms.MultipleChoiceField(label="Product", required=False, widget=MANY)
    state = forms.MultipleChoiceField(
        label="State", required=False, choices=OpportunityState.choices, widget=MANY
    )
    segment = forms.MultipleChoiceField(label="Asked for by", required=False, widget=MANY)
    owner = forms.MultipleChoiceField(label="Owner", required=False, widget=MANY)
    worth_from = forms.DecimalField(label="Revenue asking from", required=False, min_value=0)
    unserved = forms.BooleanField(label="No feature would serve it", required=False)

    def __init__(self, actor: Member, wanted: OpportunityFilter) -> None:
        super().__init__(initial=wanted.model_dump())
        rows = {
            "product": customer_choices.products(actor),
            "segment": customer_choices.segments(),
            "owner": customer_choices.people(),
        }
        offer(self, **{name: [(str(row.pk), str(row)) for row in found] for name, found in rows.items()})
        self.fields |= custom_forms.filter_inputs(own_fields(), wanted.custom)
