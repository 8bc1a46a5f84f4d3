"""What a metric is made of."""

from typing import Any

from django import forms

from northing.kernel.forms import offer
from northing.metrics.models import MadeOf, Metric
from northing.metrics.queries import tree
from northing.metrics.queries.proposed import Proposed
from northing.organisation.models import Member


class PartsForm(forms.Form):
    made_of = forms.ChoiceField(label="It is", choices=MadeOf.choices, required=False, widget=forms.RadioSelect)
    parts: Any = forms.ModelMultipleChoiceField(
        None, label="Of these", required=False, widget=forms.CheckboxSelectMultiple
    )
    inverse: Any = forms.ModelMultipleChoiceField(
        None,
        label="Of these, what is taken away or divided by",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, actor: Member, metric: Metric, data: Any = None, *, proposed: Proposed | None = None
    ) -> None:
        factors = list(metric.factors.all())
        self._order = [factor.part_id for factor in factors]
        initial = {
            "made_of": metric.made_of,
            "parts": self._order,
            "inverse": [factor.part_id for factor in factors if factor.inverse],
        }
        if proposed is not None:
            initial |= {"made_of": proposed.made_of, "parts": [part.pk for part in proposed.parts]}
        super().__init__(data, initial=initial)
        others = tree.possible_parts(actor, metric)
        offer(self, parts=others, inverse=others)

    def clean(self) -> dict[str, Any]:
        """Parts keep the order that they had; new ones come behind them."""
        said = super().clean() or {}
        rank = {pk: place for place, pk in enumerate(self._order)}
        for name in ("parts", "inverse"):
            said[name] = sorted(said.get(name) or (), key=lambda row: rank.get(row.pk, len(rank)))
        return said
