"""Target shares of investment, one field a product."""

from typing import Any

from django import forms

from northing.portfolio.models import Product
from northing.portfolio.queries.overview import Overview
from northing.ui import formatting


class RebalanceForm(forms.Form):
    def __init__(self, data: Any = None, *, seen: Overview) -> None:
        rows = {f"product_{row.product.pk}": row for row in seen.standings.values()}
        super().__init__(data, initial={name: row.product.investment_target for name, row in rows.items()})
        self._products = {name: row.product for name, row in rows.items()}
        for name, row in rows.items():
            got = row.investment
            self.fields[name] = forms.IntegerField(
                label=row.product.name,
                required=False,
                min_value=0,
                max_value=100,
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
