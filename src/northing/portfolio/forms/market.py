"""Competitors, what theirs brings, and signals."""

from decimal import Decimal
from typing import Any

from django import forms

from northing.kernel import clock
from northing.kernel.amounts import read_signed
from northing.kernel.errors import Refused
from northing.kernel.forms import offer
from northing.organisation.models import Member
from northing.portfolio import queries
from northing.portfolio.forms.products import DAY, WORDS
from northing.portfolio.models import Competitor, Rivalry, Signal
from northing.portfolio.queries import market


class CompetitorForm(forms.Form):
    name = forms.CharField(label="Name", max_length=120, widget=forms.TextInput(attrs={"autofocus": True}))
    website = forms.URLField(label="Website", required=False, max_length=300, assume_scheme="https")
    stance = forms.CharField(label="Where they are ahead, and where we are", required=False, widget=WORDS)
    products: "forms.ModelMultipleChoiceField[Any]" = forms.ModelMultipleChoiceField(
        None, label="Stands against", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, actor: Member, row: Competitor | None = None) -> None:
        said: dict[str, Any] | None = None
        if row is not None:
            against = [rivalry.product_id for rivalry in row.rivalries.all()]
            said = {"name": row.name, "website": row.website, "stance": row.stance, "products": against}
        super().__init__(data, initial=said)
        everything = queries.ProductFilter.parse("sort=name").apply(actor)
        offer(self, products=everything)
        if row is not None:
            self.fields["gone"] = forms.BooleanField(label="Remove it", required=False)


class SignalForm(forms.Form):
    text = forms.CharField(
        label="What was seen", max_length=400, widget=forms.Textarea(attrs={"rows": 3, "autofocus": True})
    )
    seen_on = forms.DateField(label="When", widget=DAY, initial=clock.today)
    source = forms.CharField(label="Where: an address, or who said it", max_length=400)
    competitor: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        None, label="Competitor", required=False, empty_label="None"
    )
    product: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        None, label="Product of ours", required=False, empty_label="None"
    )

    def __init__(
        self, data: Any = None, *, actor: Member, row: Signal | None = None, product: str = ""
    ) -> None:
        said: dict[str, Any] = {"product": product}
        if row is not None:
            said = {name: getattr(row, f"{name}_id", getattr(row, name)) for name in self.base_fields}
        super().__init__(data, initial=said)
        everything = queries.ProductFilter.parse("sort=name").apply(actor)
        offer(self, product=everything, competitor=market.competitors(actor))
        if row is not None:
            self.fields["gone"] = forms.BooleanField(label="Remove it", required=False)


class EstimateForm(forms.Form):
    revenue = forms.CharField(
        label="Brings a year", required=False, max_length=40, help_text="Like 4.6m; empty: nobody knows."
    )
    estimated_on = forms.DateField(label="Of", required=False, widget=DAY)
    estimated_from = forms.CharField(
        label="From where: an address, or who said it", required=False, max_length=400
    )

    def __init__(self, data: Any = None, *, row: Rivalry) -> None:
        said = {
            "revenue": f"{row.revenue.normalize():f}" if row.revenue is not None else "",
            "estimated_on": row.estimated_on or clock.today(),
            "estimated_from": row.estimated_from,
        }
        super().__init__(data, initial=said)
        self.fields["revenue"].widget.attrs["autofocus"] = True

    def clean_revenue(self) -> Decimal | None:
        try:
            return read_signed(self.cleaned_data["revenue"])
        except Refused as refusal:
            raise forms.ValidationError(" ".join(refusal.errors.values())) from refusal
