"""Lending, keeping free, absences, and moving a feature, as forms."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from northing.kernel.forms import offer
from northing.organisation.models import Member
from northing.planning.queries import calendar

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
WHY = forms.Textarea(attrs={"rows": 2})


class LendingForm(forms.Form):
    """`who` is a person and the team that lends them: "12-3"."""

    who = forms.RegexField(r"^\d{1,18}-\d{1,18}$", label="Lend")
    starts_on = forms.DateField(label="From", widget=DAY)
    ends_on = forms.DateField(label="Until", widget=DAY)
    share = forms.IntegerField(label="Share of their time", min_value=1, max_value=100, initial=100)
    reason = forms.CharField(label="Why", required=False, max_length=300)

    def clean_who(self) -> tuple[int, int]:
        member, team = self.cleaned_data["who"].split("-")
        return int(member), int(team)


class KeepFreeForm(forms.Form):
    """Per cent of time. Without low and high it is a point."""

    team: Any = forms.ModelChoiceField(None, label="Whose", required=False, empty_label="Everybody’s")
    low = forms.FloatField(label="At least, %", min_value=0, max_value=99)
    likely = forms.FloatField(label="Likely, %", min_value=0, max_value=99)
    high = forms.FloatField(label="At most, %", min_value=0, max_value=99)
    reason = forms.CharField(label="What for", required=False, max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, team=calendar.team_rows())

    def shares(self) -> dict[str, float]:
        return {name: self.cleaned_data[name] / 100 for name in ("low", "likely", "high")}


class AbsenceForm(forms.Form):
    member: Any = forms.ModelChoiceField(None, label="Who", empty_label=None)
    starts_on = forms.DateField(label="First day", widget=DAY)
    ends_on = forms.DateField(label="Last day", widget=DAY)

    def __init__(self, people: "QuerySet[Member]", *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, member=people)


class MoveForm(forms.Form):
    """Another team, a later start, or both."""

    team: Any = forms.ModelChoiceField(None, label="Team", empty_label=None)
    not_before = forms.DateField(label="Not before", required=False, widget=DAY)
    reason = forms.CharField(label="Why", required=False, max_length=2000, widget=WHY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, team=calendar.team_rows())
