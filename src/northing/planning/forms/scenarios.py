"""Scenarios as forms."""

from typing import Any

from django import forms

from northing.kernel.forms import offer
from northing.organisation.models import Member
from northing.planning.models import Pin, RuleKind, Scenario
from northing.planning.queries.scenarios import choices, quarters
from northing.planning.queries.scenarios.rows import open_scenarios

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
SHORT = forms.Textarea(attrs={"rows": 2})
OUT = "out"
PERIODS = [
    (number, f"{number} quarter{'s' if number > 1 else ''}") for number in range(1, Scenario.MOST_PERIODS + 1)
]


class NewScenarioForm(forms.Form):
    name = forms.CharField(max_length=120, widget=forms.TextInput(attrs={"autofocus": True}))
    description = forms.CharField(
        label="In a few words", max_length=300, required=False, help_text="Smaller scope, same date."
    )
    based_on: Any = forms.ModelChoiceField(None, label="Copy of", required=False, empty_label="The plan")

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        rows = Scenario.objects.filter(pk__in=[row.pk for row in open_scenarios()])
        offer(self, based_on=rows)


class ScenarioForm(forms.Form):
    name = forms.CharField(max_length=120)
    description = forms.CharField(label="In a few words", max_length=300, required=False)
    periods = forms.TypedChoiceField(label="About", choices=PERIODS, coerce=int)
    sure = forms.TypedChoiceField(
        label="It has to fit",
        choices=[("", "by likely effort"), ("0.8", "with 80\u202f% chance"), ("0.9", "with 90\u202f% chance")],
        coerce=float,
        empty_value=None,
        required=False,
    )


class ChoiceForm(forms.Form):
    """Where a candidate stands in a scenario."""

    period = forms.ChoiceField(label="Quarter")
    pin = forms.ChoiceField(
        label="When a plan is worked out",
        choices=[(Pin.FREE, "where it is best"), (Pin.IN, "it stays in"), (Pin.OUT, "it stays out")],
        required=False,
    )
    reason = forms.CharField(
        label="Why", required=False, max_length=2000, widget=SHORT, help_text="And what would bring it in."
    )
    revisit_on = forms.DateField(label="Look at it again on", required=False, widget=DAY)

    def __init__(self, scenario: Scenario, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        offer(
            self,
            period=[
                *((str(place), quarters.named(scenario, place)) for place in range(scenario.periods)),
                (OUT, "not in it"),
                ("", "as in the plan"),
            ],
        )
        self.fields["period"].required = False


class DateForm(forms.Form):
    """Another promised day or size of one feature."""

    effort = forms.IntegerField(
        label="Of what is left, per cent", min_value=5, max_value=500, help_text="70 leaves out three tenths."
    )
    due_on = forms.DateField(label="Promised for", required=False, widget=DAY)
    reason = forms.CharField(label="What changes", required=False, max_length=300)


class LendingForm(forms.Form):
    member: Any = forms.ModelChoiceField(None, label="Who", empty_label="Choose")
    to_team: Any = forms.ModelChoiceField(None, label="Works in", empty_label="Choose")
    starts_on = forms.DateField(label="From", widget=DAY)
    ends_on = forms.DateField(label="To", widget=DAY)
    share = forms.IntegerField(label="Per cent of their time", min_value=1, max_value=100, initial=100)

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        offer(self, member=choices.builders(), to_team=choices.teams())


class RuleForm(forms.Form):
    """What a plan has to keep to besides capacity."""

    kind = forms.ChoiceField(choices=RuleKind.choices)
    features: Any = forms.ModelMultipleChoiceField(None, label="Of these", required=False)
    amount = forms.FloatField(
        label="How much", required=False, min_value=0, help_text="Per cent of effort, money, or person-weeks."
    )
    team: Any = forms.ModelChoiceField(None, required=False, empty_label="None")
    product: Any = forms.ModelChoiceField(None, required=False, empty_label="None")
    objective: Any = forms.ModelChoiceField(None, required=False, empty_label="None")
    period = forms.TypedChoiceField(label="Quarter", required=False, coerce=int, empty_value=None)

    def __init__(self, actor: Member, scenario: Scenario, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        offer(
            self,
            features=choices.candidates(actor),
            team=choices.teams(),
            product=choices.products(actor),
            objective=choices.objectives(actor),
            period=[
                ("", "each"),
                *((place, quarters.named(scenario, place)) for place in range(scenario.periods)),
            ],
        )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("kind") in {RuleKind.SHARE_MIN, RuleKind.SHARE_MAX} and said.get("amount") is not None:
            said["amount"] = said["amount"] / 100
        return said


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Why", required=False, max_length=5000, widget=SHORT)


class SendBackForm(forms.Form):
    reason = forms.CharField(
        label="What is missing", max_length=5000, widget=forms.Textarea(attrs={"rows": 3, "autofocus": True})
    )


class CommentForm(forms.Form):
    text = forms.CharField(
        label="What do you think?", max_length=10_000, widget=forms.Textarea(attrs={"rows": 3})
    )


class PublishForm(forms.Form):
    reason = forms.CharField(required=False, max_length=5000)
    answer = forms.BooleanField(required=False)
