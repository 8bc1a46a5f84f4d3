"""What takes attention, as people weigh it."""

from typing import Any

from django import forms

from northing.people.models import AttentionRules

NAMES = {field.name: str(field.verbose_name) for field in AttentionRules._meta.fields if field.name != "id"}


class WeightsForm(forms.Form):
    """In percent of one product manager's time."""

    def __init__(self, data: Any = None, *, row: AttentionRules) -> None:
        super().__init__(data, initial={name: getattr(row, name) for name in NAMES})
        for name, words in NAMES.items():
            label = words[0].upper() + words[1:]
            self.fields[name] = forms.IntegerField(label=label, min_value=0, max_value=200)
