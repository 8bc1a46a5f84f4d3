from django import forms

from northing.insight.models import Kind


class KindForm(forms.Form):
    """What a piece is; empty: nothing that one could say."""

    kind = forms.ChoiceField(choices=[("", "Not said"), *Kind.choices], required=False)
