"""Starting a round of scoring alone."""

from datetime import timedelta
from typing import Any

from django import forms

from northing.kernel import clock
from northing.organisation.models import Member
from northing.planning.models import Key, ScoreModel
from northing.planning.queries.prioritise.candidates import candidates
from northing.planning.queries.rounds import people
from northing.planning.queries.score_models import score_models

USUALLY = timedelta(days=2)


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

    def __init__(self, actor: Member, data: Any = None) -> None:
        models = score_models()
        super().__init__(
            data, initial={"until": clock.now() + USUALLY, "score_model": models[0] if models else None}
        )
        self._choose("score_model").queryset = ScoreModel.objects.filter(pk__in=[model.pk for model in models])
        self._choose("people").queryset = Member.objects.filter(pk__in=[member.pk for member in people()])
        found = candidates(actor).values()
        self._choose("candidates").choices = [(str(each.key), each.name) for each in found]

    def keys(self) -> list[Key]:
        return [Key.read(text) for text in self.cleaned_data["candidates"]]

    def _choose(self, name: str) -> Any:
        return self.fields[name]
