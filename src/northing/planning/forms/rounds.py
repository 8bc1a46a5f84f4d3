"""Starting a round of scoring alone."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

from django import forms

from northing.kernel import clock
from northing.kernel.forms import offer
from northing.organisation.models import Member
from northing.planning.models import Key, ScoreModel
from northing.planning.prioritising import Row
from northing.planning.queries.choices import products
from northing.planning.queries.prioritise.filter import PrioritiseFilter
from northing.planning.queries.rounds import people
from northing.planning.queries.score_models import score_models

USUALLY = timedelta(days=2)
FIRST = 10
"""Of the candidates in order that are ticked where nobody said how many."""
LISTED = 300


class ChoiceForm(forms.Form):
    """What a round is about, found before it is ticked; sent by GET, so that its answer has an address."""

    q = forms.CharField(label="Says", required=False, max_length=200)
    product = forms.ChoiceField(label="Product", required=False)
    close = forms.ChoiceField(label="Order", required=False, choices=[("", "Any"), ("1", "Too close to call")])
    first = forms.IntegerField(label="Tick the first", required=False, min_value=0, max_value=LISTED)

    def __init__(self, actor: Member, wanted: PrioritiseFilter, first: int) -> None:
        product = wanted.product[0] if len(wanted.product) == 1 else ""
        close = "1" if wanted.close else ""
        super().__init__(initial={"q": wanted.q, "product": product, "close": close, "first": first})
        rows = [(row.pk, str(row)) for row in products(actor)]
        offer(self, product=[("", "Any"), *rows])


class RoundForm(forms.Form):
    name = forms.CharField(
        label="Name", max_length=120, widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"})
    )
    score_model: Any = forms.ModelChoiceField(ScoreModel.objects.none(), label="Score", empty_label=None)
    until = forms.DateTimeField(
        label="Until",
        help_text="UTC. It opens earlier when all are done.",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    people: Any = forms.ModelMultipleChoiceField(
        Member.objects.none(), label="Who scores", widget=forms.CheckboxSelectMultiple
    )
    candidates = forms.MultipleChoiceField(label="What is scored", widget=forms.CheckboxSelectMultiple)

    def __init__(self, shown: Sequence[Row], picked: Collection[str], first: int, data: Any = None) -> None:
        """Of those that are `shown` the ones that were `picked` are ticked, else the `first` ones."""
        models = score_models()
        keys = [str(row.key) for row in shown]
        ticked = [key for key in keys if key in picked] or keys[:first]
        super().__init__(
            data,
            initial={
                "until": clock.now() + USUALLY,
                "score_model": models[0] if models else None,
                "candidates": ticked,
            },
        )
        self._choose("score_model").queryset = ScoreModel.objects.filter(pk__in=[model.pk for model in models])
        self._choose("people").queryset = Member.objects.filter(pk__in=[member.pk for member in people()])
        listed = set(keys if data is not None else keys[:LISTED] + ticked)
        names = [(str(row.key), row.candidate.name) for row in shown if str(row.key) in listed]
        self._choose("candidates").choices = names

    def keys(self) -> list[Key]:
        return [Key.read(text) for text in self.cleaned_data["candidates"]]

    def _choose(self, name: str) -> Any:
        return self.fields[name]
