"""What is written back, and the rules and texts behind it."""

from django import forms


class ReplyForm(forms.Form):
    text = forms.CharField(required=False, strip=False, widget=forms.Textarea)
