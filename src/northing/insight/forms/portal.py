"""What customers send to the portal."""

from typing import Any

from django import forms

from northing.insight.models import Comment, Importance


class UnsignedForm(forms.Form):
    """Has a field that people do not see and programs fill in."""

    website = forms.CharField(required=False, max_length=500)

    @property
    def is_from_a_program(self) -> bool:
        return bool(self.data.get("website"))


class IdeaForm(UnsignedForm):
    text = forms.CharField(
        label="Your idea", max_length=4_000, widget=forms.Textarea(attrs={"rows": 5, "autofocus": True})
    )


class CommentForm(UnsignedForm):
    text = forms.CharField(
        label="Your comment", max_length=Comment.LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )


class VoteForm(forms.Form):
    importance = forms.ChoiceField(choices=Importance.choices, required=False)

    def clean_importance(self) -> int:
        return int(self.cleaned_data["importance"] or Importance.WANTED)


class TopicForm(forms.Form):
    topic = forms.CharField(max_length=60)


class EmailForm(UnsignedForm):
    email = forms.EmailField(
        label="E-mail",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True}),
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Code",
        max_length=12,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}
        ),
    )


class NameForm(forms.Form):
    name = forms.CharField(
        label="Name below your comments",
        max_length=120,
        required=False,
        help_text="Empty: nobody reads who you are.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def __init__(self, name: str, data: Any = None) -> None:
        super().__init__(data, initial={"name": name})
