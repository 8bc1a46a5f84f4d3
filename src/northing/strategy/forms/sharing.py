"""Sharing the strategy with people who do not sign in."""

from django import forms

from northing.strategy.queries.audiences import AUDIENCES


class ShareForm(forms.Form):
    audience = forms.ChoiceField(
        label="Audience",
        choices=[(who.slug, f"{who.name}: {who.told}") for who in AUDIENCES],
        widget=forms.RadioSelect,
        initial="company",
    )
    name = forms.CharField(
        label="Who gets it",
        max_length=120,
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
    )
    password = forms.CharField(
        label="Password, if it needs one",
        required=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    expires_on = forms.DateField(
        label="Opens until, if not for ever",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
