"""Saying what a piece is and what it is about, and what may be said without asking."""

from typing import Any

from django import forms

from northing.insight.models import Kind, Sorted
from northing.kernel.forms import offer
from northing.organisation.models import Member
from northing.portfolio.models import Product

WANTED = ((0.9, "9 in 10"), (0.95, "19 in 20"), (0.98, "49 in 50"))


class KindForm(forms.Form):
    """What a piece is; empty: nothing that one could say."""

    kind = forms.ChoiceField(choices=[("", "Not said"), *Kind.choices], required=False)


class ProductForm(forms.Form):
    product = forms.ModelChoiceField(
        Product.objects.none(), label="What it is about", required=False, empty_label="Not said"
    )

    def __init__(self, data: Any = None, *, actor: Member, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        offer(self, product=Product.objects.visible_to(actor).order_by("name"))


class ActingForm(forms.Form):
    field = forms.ChoiceField(choices=Sorted.choices)
    wanted = forms.TypedChoiceField(
        choices=[("", "Only suggest"), *WANTED], coerce=float, empty_value=None, required=False
    )
