"""Sharing the strategy with people who do not sign in."""

from django import forms

from northing.strategy.queries.audiences import AUDIENCES
from northing.ui.shared_links import ShareForm


class StrategyShareForm(ShareForm):
    audience = forms.ChoiceField(
        label="Audience",
        choices=[(who.slug, f"{who.name}: {who.told}") for who in AUDIENCES],
        widget=forms.RadioSelect,
        initial="company",
    )
