"""Vision, pillars, cycles."""

from typing import Any

from django import forms

from northing.strategy.models import Cycle, Pillar, Vision

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class VisionForm(forms.Form):
    text = forms.CharField(
        label="What is true one day",
        max_length=600,
        help_text="One sentence that a colleague can repeat.",
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}),
    )
    reason = forms.CharField(
        label="Why it is said anew", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, vision: Vision | None, data: Any = None) -> None:
        super().__init__(data, initial={"text": vision.text if vision else ""})
        if vision is None:
            del self.fields["reason"]


class PillarForm(forms.Form):
    name = forms.CharField(max_length=80, widget=forms.TextInput(attrs={"autofocus": True}))
    promise = forms.CharField(label="What is true when it stands", max_length=200, required=False)

    def __init__(self, pillar: Pillar | None, data: Any = None) -> None:
        said = {"name": pillar.name, "promise": pillar.promise} if pillar else {}
        super().__init__(data, initial=said)


class CycleForm(forms.Form):
    name = forms.CharField(
        max_length=40, help_text="2027, or Q3 2027.", widget=forms.TextInput(attrs={"autofocus": True})
    )
    starts_on = forms.DateField(label="First day", widget=DAY)
    ends_on = forms.DateField(label="Last day", widget=DAY)
    cadence = forms.IntegerField(
        label="Days from one check-in to the next", min_value=1, max_value=92, initial=14
    )

    def __init__(self, cycle: Cycle | None, data: Any = None) -> None:
        said = {name: getattr(cycle, name) for name in self.base_fields} if cycle else {}
        super().__init__(data, initial=said)


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Why", widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}))


class NothingForm(forms.Form):
    """A question that only asks whether."""
