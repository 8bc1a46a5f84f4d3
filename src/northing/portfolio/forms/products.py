"""What can be said about products and lines. `only` leaves a single field, for changing it in place."""

from collections.abc import Mapping
from typing import Any

from django import forms

from northing.kernel.forms import offer
from northing.organisation import custom_forms
from northing.organisation.queries.custom_fields import CustomFields
from northing.portfolio import queries
from northing.portfolio.models import BusinessRole, Horizon, LineMark, Product, ProductLine, Stage

WORDS = forms.Textarea(attrs={"rows": 3})


DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _score(label: str) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=False, min_value=1, max_value=5, decimal_places=1, help_text="1 to 5."
    )


class FactsForm(forms.Form):
    """A form of which a page may show one field, filled with what the row says now."""

    def __init__(self, data: Any = None, *, row: Product | ProductLine | None = None, only: str = "") -> None:
        initial = {name: getattr(row, f"{name}_id", getattr(row, name, None)) for name in self.base_fields}
        super().__init__(data, initial=initial if row else None, auto_id="said_%s")
        offered: Mapping[str, Any] = {"owner": queries.owners, "line": queries.all_lines}
        for name, rows in offered.items():
            field = self.fields.get(name)
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = rows()
        if only:
            self.fields = {only: self.fields[only]}
        next(iter(self.fields.values())).widget.attrs["autofocus"] = True


class ProductForm(FactsForm):
    name = forms.CharField(label="Name", max_length=120)
    line: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        None, label="Product line", required=False, empty_label="None"
    )
    owner: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        None, label="Owner", required=False, empty_label="Nobody"
    )
    business_role = forms.ChoiceField(
        label="Business role", required=False, choices=[("", "Not said"), *BusinessRole.choices]
    )
    description = forms.CharField(label="What it is", required=False, max_length=5000, widget=WORDS)
    public_name = forms.CharField(
        label="Public name",
        required=False,
        max_length=120,
        help_text="What customers call it, if not the same.",
    )
    restricted = forms.TypedChoiceField(
        label="Who knows of it",
        choices=[("False", "Everybody here"), ("True", "Only its owner and the heads")],
        coerce=lambda said: said == "True",
    )

    sold_since = forms.DateField(label="Sold since", required=False, widget=DAY)
    next_review_on = forms.DateField(label="Next stage review", required=False, widget=DAY)
    horizon = forms.TypedChoiceField(
        label="Horizon", required=False, choices=[("", "None"), *Horizon.choices], coerce=int, empty_value=None
    )
    investment_target = forms.IntegerField(
        label="Target share of investment", required=False, min_value=0, max_value=100, help_text="In percent."
    )
    attention_target = forms.IntegerField(
        label="Attention its role asks for",
        required=False,
        min_value=0,
        max_value=1000,
        help_text="In percent of one product manager.",
    )
    attractiveness = _score("Market attractiveness")
    strength = _score("Our strength")


class RoleForm(FactsForm):
    """What the business has a product for."""

    role_title = forms.CharField(
        label="In three words", required=False, max_length=80, help_text="As it stands on the portfolio."
    )
    business_role = ProductForm.base_fields["business_role"]
    role_text = forms.CharField(
        label="Its role in the business",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class NewProductForm(FactsForm):
    name = ProductForm.base_fields["name"]
    line = ProductForm.base_fields["line"]
    owner = ProductForm.base_fields["owner"]
    stage = forms.ChoiceField(label="Lifecycle stage", choices=Stage.choices, initial=Stage.CONCEPT)
    business_role = ProductForm.base_fields["business_role"]
    description = ProductForm.base_fields["description"]


class LineForm(FactsForm):
    name = forms.CharField(label="Name", max_length=120)
    mark = forms.ChoiceField(label="Mark", choices=LineMark.choices)
    owner: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        None, label="Owner", required=False, empty_label="Nobody"
    )
    description = forms.CharField(label="What it is", required=False, max_length=5000, widget=WORDS)
    position = forms.IntegerField(label="Place in the list", min_value=0, max_value=32767)


class NewLineForm(FactsForm):
    name = LineForm.base_fields["name"]
    mark = LineForm.base_fields["mark"]
    owner = LineForm.base_fields["owner"]
    description = LineForm.base_fields["description"]


class FilterForm(forms.Form):
    """The list's filter, sent by GET, so that its answer has an address."""

    q = forms.CharField(
        required=False,
        widget=forms.TextInput(
            attrs={
                "type": "search",
                "placeholder": "Name or description",
                "data-key": "/",
                "aria-label": "Search",
            }
        ),
    )
    line: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        None, label="Line", required=False, empty_label="Every line"
    )
    owner: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        None, label="Owner", required=False, empty_label="Every owner"
    )
    stage = forms.ChoiceField(label="Stage", required=False, choices=[("", "Every stage"), *Stage.choices])
    role = forms.ChoiceField(
        label="Business role", required=False, choices=[("", "Every role"), *BusinessRole.choices]
    )
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, wanted: queries.ProductFilter, own: CustomFields) -> None:
        super().__init__(initial=wanted.model_dump(), auto_id="by_%s")
        offer(self, line=queries.all_lines(), owner=queries.owners())
        for name in ("line", "owner", "stage", "role"):
            self.fields[name].widget.attrs["aria-label"] = str(self.fields[name].label)
        asked = custom_forms.filter_inputs(own, wanted.custom)
        self.fields |= asked
        self.own = [self[name] for name in asked]
