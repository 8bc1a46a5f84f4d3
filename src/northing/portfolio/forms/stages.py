"""Where a product stands, why, and how it ends."""

from typing import Any

from django import forms

from northing.kernel import clock
from northing.kernel.days import read_day
from northing.kernel.errors import Refused
from northing.kernel.forms import offer
from northing.organisation.models import Member
from northing.portfolio import queries
from northing.portfolio.commands import WindingDown
from northing.portfolio.forms.products import DAY
from northing.portfolio.models import Product, Stage, StagePlan


class EndForm(forms.Form):
    """The plan of a decline or a retirement."""

    customers = forms.IntegerField(label="Customers on it", required=False, min_value=0)
    revenue = forms.DecimalField(label="Revenue a year", required=False, min_value=0, max_digits=14)
    replacement: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        None, label="What replaces it", required=False, empty_label="Nothing"
    )
    ends_on = forms.DateField(label="Its last day", required=False, widget=DAY)
    steps = forms.CharField(
        label="Steps",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": "30 Sep 2027: read only"}),
        help_text="One a line: the day, a colon, what happens. They stand on the roadmap.",
    )

    def __init__(self, *args: Any, actor: Member, product: Product, **more: Any) -> None:
        super().__init__(*args, **more)
        others = queries.others(actor, product)
        offer(self, replacement=others)

    def clean_steps(self) -> list[tuple[Any, str]]:
        steps = []
        for line in filter(None, map(str.strip, self.cleaned_data["steps"].splitlines())):
            day, colon, name = line.partition(":")
            if not colon or not name.strip():
                raise forms.ValidationError(f"“{line}” is no step. Write it like 30 Sep 2027: read only.")
            try:
                steps.append((read_day(day, clock.today()), name.strip()))
            except Refused as refusal:
                raise forms.ValidationError(" ".join(refusal.errors.values())) from refusal
        return steps

    @property
    def plan(self) -> WindingDown | None:
        """None while it is not said how many are on it, or which day is its last."""
        said = self.cleaned_data
        if said.get("customers") is None or said.get("ends_on") is None:
            return None
        return WindingDown(
            customers=said["customers"],
            ends_on=said["ends_on"],
            revenue=said["revenue"],
            replacement=said["replacement"],
            steps=said["steps"],
        )

    @staticmethod
    def of(plan: StagePlan) -> dict[str, Any]:
        """What the form shows of a plan: the steps that are still to be done."""
        left = [step for step in plan.steps.all() if step.done_on is None]
        return {
            "customers": plan.customers,
            "revenue": plan.revenue,
            "replacement": plan.replacement_id,
            "ends_on": plan.ends_on,
            "steps": "\n".join(f"{step.due_on:%Y-%m-%d}: {step.name}" for step in left),
        }


class StageForm(EndForm):
    """The plan is asked for decline and retirement; for other stages what it says is left alone."""

    stage = forms.ChoiceField(label="Lifecycle stage", choices=Stage.choices)
    reason = forms.CharField(
        label="Why",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}),
        help_text="People will ask for years.",
    )
    field_order = ("stage", "reason", "customers", "revenue", "replacement", "ends_on", "steps")
