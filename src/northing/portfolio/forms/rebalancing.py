"""Target shares of investment, one field a product."""

from typing import Any

from django import forms

from northing.portfolio.models import Product
from northing.portfolio.queries.overview import Overview
from northing.ui import formatting


class RebalanceForm(forms.Form):
    def __init__(self, *args: Any, seen: Overview, **more: Any) -> None:
        super().__init__(*args, **more)
        self._products: dict[str, Product] = {}
        for row in seen.standings.values():
            name = f"product_{row.product.pk}"
            self._products[name] = row.product
            got = row.investment
            self.fields[name] = forms.IntegerField(
                label=row.product.name,
                required=False,
                min_value=0,
                max_value=100,
                initial=row.product.investment_target,
                help_text=f"gets {formatting.number(got)}\u202f%" if got is not None else "",
            )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        total = sum(value for value in said.values() if value)
        if not self.errors and total not in {0, 100}:
            raise forms.ValidationError(f"The targets add up to {total}\u202f%.")
        return said

    @property
    def targets(self) -> dict[Product, int | None]:
        return {product: self.cleaned_data[name] for name, product in self._products.items()}
