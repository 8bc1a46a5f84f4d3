"""What is sent from the inbox."""

from datetime import UTC, datetime, time
from typing import Any

from django import forms

from northing.insight.models import Importance, Opportunity
from northing.organisation.queries.people import active_members

MORNING = time(6, 0, tzinfo=UTC)


class SpanForm(forms.Form):
    """Characters `begins` to `ends` of the text; both empty for the whole piece."""

    begins = forms.IntegerField(required=False, min_value=0)
    ends = forms.IntegerField(required=False, min_value=0)
    importance = forms.TypedChoiceField(choices=Importance.choices, coerce=int, required=False)

    def clean_importance(self) -> int:
        return self.cleaned_data["importance"] or int(Importance.WANTED)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        begins, ends = said.get("begins"), said.get("ends")
        if (begins is None) != (ends is None):
            self.add_error("ends", "Say both where the words begin and where they end.")
        said["span"] = None if begins is None else (begins, ends)
        return said


class LinkForm(SpanForm):
    opportunity = forms.IntegerField(error_messages={"required": "Pick an opportunity first."})


class NameForm(SpanForm):
    name = forms.CharField(
        max_length=Opportunity._meta.get_field("name").max_length,
        error_messages={"required": "Name the problem in the customer’s words."},
    )


class SetAsideForm(forms.Form):
    reason = forms.CharField(required=False, max_length=400)
    answered = forms.BooleanField(required=False)


class SnoozeForm(forms.Form):
    until = forms.DateField(error_messages={"invalid": "Give the day like 2026-06-30."})

    def clean_until(self) -> datetime:
        return datetime.combine(self.cleaned_data["until"], MORNING)


class HandOverForm(forms.Form):
    assignee = forms.ModelChoiceField(queryset=active_members(), required=False)


class OtherPieceForm(forms.Form):
    other = forms.IntegerField(error_messages={"required": "Pick another piece first."})
