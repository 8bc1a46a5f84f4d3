"""Name and reach of a saved view."""

from django import forms


class SavedViewForm(forms.Form):
    name = forms.CharField(label="Name", max_length=80, widget=forms.TextInput(attrs={"autofocus": True}))
    shared = forms.BooleanField(label="Everybody sees it", required=False)
