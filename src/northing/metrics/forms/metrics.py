"""A metric, a value typed in, a target."""

from typing import Any

from django import forms

from northing.kernel import clock
from northing.kernel.forms import offer
from northing.metrics.models import Direction, Grain, Metric, OverProducts, OverTime
from northing.metrics.queries import choices
from northing.organisation.models import Member

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class MetricForm(forms.Form):
    name = forms.CharField(label="Name", max_length=120)
    unit = forms.CharField(label="Unit", max_length=20, required=False, help_text="Such as %, d or €")
    decimals = forms.IntegerField(label="Decimals", min_value=0, max_value=6, initial=0)
    direction = forms.ChoiceField(label="Better is", choices=Direction.choices)
    band_low = forms.FloatField(label="Its band from", required=False)
    band_high = forms.FloatField(label="to", required=False)
    grain = forms.ChoiceField(label="One value each", choices=Grain.choices)
    over_time = forms.ChoiceField(label="Over time it", choices=OverTime.choices)
    over_products = forms.ChoiceField(
        label="Over products it",
        choices=OverProducts.choices,
        required=False,
        initial=OverProducts.NONE,
        help_text="Without a product: from the metrics of this name of products that are not restricted.",
    )
    product: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        None, label="Product", required=False, empty_label="None"
    )
    owner: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        None, label="Owner", required=False, empty_label="Nobody"
    )
    critical = forms.BooleanField(label="On its product’s scorecard", required=False)
    description = forms.CharField(
        label="How it is counted", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, data: Any = None, *, actor: Member, metric: Metric | None = None) -> None:
        said = {name: getattr(metric, f"{name}_id", getattr(metric, name, None)) for name in self.base_fields}
        super().__init__(data, initial=said if metric else None, auto_id="metric_%s")
        self.fields["name"].widget.attrs["autofocus"] = True
        offer(self, product=choices.known_products(actor), owner=choices.owners())

    def clean_over_products(self) -> str:
        return str(self.cleaned_data["over_products"] or OverProducts.NONE)


class ValueForm(forms.Form):
    day = forms.DateField(label="Day", widget=DAY, initial=clock.today)
    value = forms.FloatField(label="Value")
    reason = forms.CharField(
        label="Why", required=False, max_length=300, help_text="Where it replaces a value that was published."
    )


class TargetForm(forms.Form):
    value = forms.FloatField(label="Value")
    by = forms.DateField(label="By", widget=DAY)
    is_floor = forms.BooleanField(label="A floor: never worse than this until then", required=False)
    reason = forms.CharField(
        label="Why", required=False, max_length=300, help_text="Needed where it makes a target easier."
    )
