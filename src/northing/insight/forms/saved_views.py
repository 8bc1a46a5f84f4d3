"""What a saved view is called."""

from django import forms


class ViewForm(forms.Form):
    name = forms.CharField(label="Name", max_length=80, widget=forms.TextInput(attrs={"autofocus": True}))
    shared = forms.BooleanField(label="Everybody sees it", required=False)
