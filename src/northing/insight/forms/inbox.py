"""The inbox's filter as a form that is sent by GET, so that its answer has an address."""

from typing import Any

from django import forms

from northing.insight.models import Kind, Source
from northing.insight.queries.inbox_filter import InboxFilter
from northing.insight.queries.inbox_views import AGES, languages, rows_of_choices
from northing.organisation.models import Member

MANY = forms.CheckboxSelectMultiple


class FilterForm(forms.Form):
    q = forms.CharField(label="Says", required=False, widget=forms.TextInput(attrs={"autofocus": True}))
    who = forms.CharField(label="Customer", required=False)
    age = forms.ChoiceField(
        label="Received",
        required=False,
        choices=[("", "Whenever"), *((age.value, words) for age, words in AGES.items())],
    )
    source = forms.MultipleChoiceField(label="Source", required=False, choices=Source.choices, widget=MANY)
    kind = forms.MultipleChoiceField(label="Kind", required=False, choices=Kind.choices, widget=MANY)

    def __init__(self, actor: Member, wanted: InboxFilter) -> None:
        super().__init__(initial=wanted.model_dump(mode="json"))
        rows = rows_of_choices(actor)
        for name in ("segment", "product", "assignee"):
            self._offer(name, [(row.pk, str(row)) for row in rows[name]])
        self._offer("language", [(language, language) for language in languages()])

    def _offer(self, name: str, choices: list[tuple[Any, str]]) -> None:
        self.fields[name] = forms.MultipleChoiceField(
            label=name.capitalize(), required=False, choices=choices, widget=MANY
        )
