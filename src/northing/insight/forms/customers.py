"""Forms about customers: a new one, its fields, the list's filter, a contact."""

from typing import Any

from django import forms

from northing.insight.models import Customer, CustomerKind, Health
from northing.insight.queries import customer_choices
from northing.insight.queries.customer_filter import CustomerFilter
from northing.kernel.forms import offer
from northing.organisation.models import Member

MANY = forms.CheckboxSelectMultiple


def _day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class NewCustomerForm(forms.Form):
    name = forms.CharField(max_length=200, widget=forms.TextInput(attrs={"autofocus": True}))
    kind = forms.ChoiceField(choices=CustomerKind.choices, initial=CustomerKind.COMPANY)
    country = forms.CharField(max_length=80, required=False)
    revenue = forms.DecimalField(
        label="Revenue a year", min_value=0, max_digits=14, decimal_places=2, required=False
    )
    currency = forms.CharField(
        max_length=3, required=False, help_text="Three letters; empty for your own currency."
    )


class CustomerForm(NewCustomerForm):
    plan = forms.CharField(max_length=80, required=False)
    health = forms.ChoiceField(required=False, choices=[("", "Not said"), *Health.choices])
    owner = forms.ModelChoiceField(queryset=Member.objects.none(), required=False, empty_label="Nobody")
    since = forms.DateField(label="Customer since", required=False, widget=_day_input())
    renews_on = forms.DateField(label="Renews on", required=False, widget=_day_input())
    decides_on = forms.DateField(
        label="Decides on", required=False, widget=_day_input(), help_text="When they decide about renewing."
    )
    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, customer: Customer, data: Any = None) -> None:
        initial = {name: getattr(customer, name) for name in self.base_fields}
        super().__init__(data, initial=initial)
        offer(self, owner=customer_choices.people())

    def changes(self) -> dict[str, Any]:
        """Only what somebody changed: what others wrote meanwhile stays."""
        return {name: self.cleaned_data[name] for name in self.changed_data}


class ContactForm(forms.Form):
    name = forms.CharField(max_length=160, widget=forms.TextInput(attrs={"autofocus": True}))
    email = forms.EmailField(label="E-mail", max_length=254, required=False)
    title = forms.CharField(max_length=120, required=False, help_text="What they do there.")
    decides = forms.BooleanField(label="Has the say at the renewal", required=False)
    met_on = forms.DateField(label="Last met", required=False, widget=_day_input())


class CustomerFilterForm(forms.Form):
    """Sent by GET, so that its answer has an address."""

    q = forms.CharField(
        label="Name, country or key", required=False, widget=forms.TextInput(attrs={"autofocus": True})
    )
    segment = forms.MultipleChoiceField(label="Segment", required=False, widget=MANY)
    health = forms.MultipleChoiceField(label="Health", required=False, choices=Health.choices, widget=MANY)
    product = forms.MultipleChoiceField(label="Uses", required=False, widget=MANY)
    plan = forms.MultipleChoiceField(label="Plan", required=False, widget=MANY)
    owner = forms.MultipleChoiceField(label="Owner", required=False, widget=MANY)
    worth_from = forms.DecimalField(label="Revenue from", required=False, min_value=0)
    renews_before = forms.DateField(label="Renews before", required=False, widget=_day_input())

    def __init__(self, actor: Member, wanted: CustomerFilter) -> None:
        super().__init__(initial=wanted.model_dump())
        rows = {
            "segment": customer_choices.segments(),
            "product": customer_choices.products(actor),
            "owner": customer_choices.people(),
        }
        offered = {name: [(str(row.pk), str(row)) for row in found] for name, found in rows.items()}
        offer(self, **offered, plan=[(plan, plan) for plan in customer_choices.plans()])
