"""The form on the sheet of components."""

from django import forms


class SheetForm(forms.Form):
    name = forms.CharField(label="Initiative name", help_text="As customers would say it")
    committed = forms.DateField(
        label="Committed date",
        input_formats=["%d %B %Y"],
        error_messages={"invalid": "June has 30 days. Did you mean 30 June?"},
    )
    stage = forms.ChoiceField(label="Stage", choices=[("idea", "Idea"), ("shaped", "Shaped")])
    why = forms.CharField(label="Why", widget=forms.Textarea(attrs={"rows": 3}), required=False)
