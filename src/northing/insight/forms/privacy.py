from django import forms


class ErasureForm(forms.Form):
    basis = forms.CharField(
        label="Legal basis",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "autofocus": True}),
        help_text="Why the count of pieces and votes may stay without their words. Such as Art. 6(1)(f) GDPR.",
    )
