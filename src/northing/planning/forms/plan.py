"""Initiatives, releases, working weeks, days off and capacity as forms."""

from typing import Any

from django import forms

from northing.kernel.forms import offer
from northing.organisation.models import Member
from northing.planning.queries import calendar, choices

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
WEEKDAYS = [(1, "Mon"), (2, "Tue"), (3, "Wed"), (4, "Thu"), (5, "Fri"), (6, "Sat"), (7, "Sun")]


class InitiativeForm(forms.Form):
    name = forms.CharField(label="Name", max_length=200)
    owner: Any = forms.ModelChoiceField(None, label="Owner", required=False, empty_label="Nobody")
    description = forms.CharField(
        label="What it bets on", required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    public_name = forms.CharField(
        label="Public name", required=False, max_length=200, help_text="What Sales and the public read."
    )

    position = forms.IntegerField(
        label="Place in the list",
        required=False,
        min_value=0,
        max_value=32767,
        help_text="The smallest number stands first.",
    )

    def __init__(self, actor: Member, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, owner=choices.people(actor))

    def clean_position(self) -> int | None:
        """Empty leaves it where it is."""
        said: int | None = self.cleaned_data["position"]
        return self.initial.get("position") if said is None else said


class ReleaseForm(forms.Form):
    name = forms.CharField(label="Name", max_length=200)
    product: Any = forms.ModelChoiceField(None, label="Product", required=False, empty_label="Several")
    planned_on = forms.DateField(label="Planned for", required=False, widget=DAY)
    released_on = forms.DateField(label="Came on", required=False, widget=DAY)

    def __init__(self, actor: Member, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, product=choices.products(actor))


class WorkingWeekForm(forms.Form):
    team: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        None, label="Whose", required=False, empty_label="Everybody’s"
    )
    days = forms.TypedMultipleChoiceField(
        label="Working days", choices=WEEKDAYS, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, team=calendar.team_rows())


class HolidayForm(forms.Form):
    name = forms.CharField(label="What", max_length=120)
    team: Any = forms.ModelChoiceField(None, label="Whose", required=False, empty_label="Everybody’s")
    starts_on = forms.DateField(label="First day", widget=DAY)
    ends_on = forms.DateField(label="Last day", widget=DAY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, team=calendar.team_rows())


class CapacityForm(forms.Form):
    starts_on = forms.DateField()
    person_weeks = forms.DecimalField(label="Person-weeks", min_value=0, max_digits=7, decimal_places=2)
