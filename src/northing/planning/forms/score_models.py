"""Ways to score, and what counts in a weighted one."""

from typing import Any

from django import forms

from northing.planning.models import Method, ReachPeriod, ScoreModel


class ScoreModelForm(forms.Form):
    name = forms.CharField(
        label="Name", max_length=80, widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"})
    )
    method = forms.ChoiceField(label="How it scores", choices=Method.choices)
    formula = forms.CharField(
        label="Formula",
        required=False,
        max_length=ScoreModel.LONGEST_FORMULA,
        help_text="Only for an own formula, such as reach * impact / max(effort, 1).",
        widget=forms.Textarea(attrs={"rows": 2, "class": "input mono", "spellcheck": "false"}),
    )
    reach_of = forms.CharField(
        label="Reach counts", max_length=40, initial="users", help_text="Users, accounts, payments."
    )
    reach_per = forms.ChoiceField(
        label="In a",
        choices=ReachPeriod.choices,
        initial=ReachPeriod.QUARTER,
        help_text="One for all: reach of different periods cannot be compared.",
    )

    @classmethod
    def of(cls, score_model: ScoreModel | None, data: Any = None) -> "ScoreModelForm":
        if score_model is None:
            return cls(data)
        return cls(data, initial={name: getattr(score_model, name) for name in cls.base_fields})


class DriverForm(forms.Form):
    name = forms.CharField(
        label="What counts",
        max_length=80,
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
    )
    weight = forms.FloatField(
        label="Weight",
        initial=1,
        help_text="What going from the worst to the best is worth, next to the others.",
    )
    worst = forms.FloatField(label="Worst", initial=0, help_text="Counts 0. It may be the higher number.")
    best = forms.FloatField(label="Best", initial=10, help_text="Counts 100. Beyond it nothing is added.")
