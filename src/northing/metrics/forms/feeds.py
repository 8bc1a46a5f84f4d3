"""Setting up feeds."""

from typing import Any

from django import forms

from northing.metrics.commands.feeds import FIELDS
from northing.metrics.models import Every, Feed, FeedKind, Metric
from northing.organisation.models import Member
from northing.portfolio.models import Product


class FeedForm(forms.Form):
    name = forms.CharField(
        label="Name", max_length=120, widget=forms.TextInput({"placeholder": "Payments warehouse"})
    )
    kind = forms.ChoiceField(label="What is read", choices=FeedKind.choices, initial=FeedKind.SQL)
    address = forms.CharField(
        label="Address",
        max_length=500,
        widget=forms.TextInput(
            {"placeholder": "postgresql://reader@warehouse.example.com:5432/sales", "autocomplete": "off"}
        ),
        help_text="postgresql, mysql, mariadb, sqlserver, oracle, odbc or sqlite."
        " Files: kpi/*.csv in the folder of sources, or s3://KEY@host/bucket/kpi/*.parquet.",
    )
    secret = forms.CharField(
        label="Password or secret key",
        required=False,
        max_length=1000,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text="Kept sealed with a key outside the database. Empty keeps the one that is known.",
    )
    query = forms.CharField(
        label="Query",
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 5, "class": "mono", "placeholder": "SELECT day, metric, value FROM …"}),
        help_text="One column is the day; then one column a metric, or names beside values. Files: FROM files.",
    )
    every = forms.ChoiceField(label="Read", choices=Every.choices, initial=Every.DAY)
    hour = forms.IntegerField(label="At (hour, UTC)", min_value=0, max_value=23, initial=6)
    late_after = forms.IntegerField(
        label="Late after (days)",
        min_value=1,
        max_value=400,
        initial=2,
        help_text="When the newest value is older, a warning says so.",
    )
    most_rows = forms.IntegerField(label="At most (rows)", min_value=1, max_value=1_000_000, initial=200_000)
    most_seconds = forms.IntegerField(label="At most (seconds)", min_value=1, max_value=600, initial=60)
    product = forms.ModelChoiceField(
        Product.objects.none(), label="New metrics are about", required=False, empty_label="No product"
    )
    is_on = forms.BooleanField(label="Read it by itself", required=False, initial=True)

    def __init__(self, data: Any = None, *, actor: Member, feed: Feed | None = None) -> None:
        initial = {name: getattr(feed, name) for name in FIELDS} if feed else {}
        super().__init__(data, initial=initial)
        product = self.fields["product"]
        assert isinstance(product, forms.ModelChoiceField)  # noqa: S101  for the type checker
        product.queryset = Product.objects.visible_to(actor).order_by("name")


class DestinationForm(forms.Form):
    metric = forms.ModelChoiceField(
        Metric.objects.none(), label="Goes to", required=False, empty_label="Left out"
    )

    def __init__(self, data: Any = None, *, actor: Member, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        metric = self.fields["metric"]
        assert isinstance(metric, forms.ModelChoiceField)  # noqa: S101  for the type checker
        metric.queryset = Metric.objects.visible_to(actor).order_by("name")
