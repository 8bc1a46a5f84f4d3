"""What is written back, and the rules and texts behind it."""

from django import forms

from northing.insight.queries.customer_choices import segments


class ReplyForm(forms.Form):
    text = forms.CharField(required=False, strip=False, widget=forms.Textarea)


class RuleForm(forms.Form):
    segment = forms.ModelChoiceField(
        label="Customers in the segment", queryset=segments(), required=False, empty_label="Any segment"
    )
    worth_from = forms.DecimalField(
        label="With revenue of at least",
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=2,
        help_text="A year, in the organisation’s currency. Empty: any.",
    )
    working_days = forms.IntegerField(
        label="Get a reply within", min_value=0, help_text="Working days, Monday to Friday."
    )


class TemplateForm(forms.Form):
    name = forms.CharField(label="Name", max_length=80, widget=forms.TextInput(attrs={"autofocus": True}))
    text = forms.CharField(
        label="Text",
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="{contact}, {customer}, {opportunity} and {me} are filled in.",
    )
