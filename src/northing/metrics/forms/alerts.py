"""What is asked before an alert is handed on, put off or explained."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms

from northing.kernel.forms import offer
from northing.metrics.models import Alert
from northing.organisation.models import Member

DAY = forms.DateInput(attrs={"type": "date", "autofocus": True}, format="%Y-%m-%d")
A_WEEK = timedelta(days=7)


class AssignForm(forms.Form):
    assignee = forms.TypedChoiceField(
        label="Who looks at it", required=False, coerce=int, empty_value=None, widget=forms.Select
    )

    def __init__(self, alert: Alert, people: Sequence[Member], data: Any = None) -> None:
        super().__init__(data, initial={"assignee": alert.assignee_id})
        named = [(member.pk, member.name) for member in people]
        offer(self, assignee=[("", "Nobody"), *named])


class SnoozeForm(forms.Form):
    until = forms.DateField(
        label="Until", widget=DAY, help_text="On that day it is open again, if the metric is still outside."
    )

    def __init__(self, today: date, data: Any = None) -> None:
        super().__init__(data)
        self.fields["until"].initial = today + A_WEEK


class ExplainForm(forms.Form):
    cause = forms.CharField(
        label="What caused it",
        max_length=300,
        help_text="A launch, a bank holiday, a change of price.",
        widget=forms.TextInput(attrs={"autofocus": True}),
    )
    cause_url = forms.CharField(
        label="Where to read more",
        max_length=300,
        required=False,
        help_text="The address of a page of Northing, or any other.",
    )

    def __init__(self, alert: Alert, data: Any = None) -> None:
        super().__init__(data, initial={"cause": alert.cause, "cause_url": alert.cause_url})


class NothingForm(forms.Form):
    """A question whose answer is its button."""
