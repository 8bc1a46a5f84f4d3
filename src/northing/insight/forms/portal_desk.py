"""What those who keep the portal fill in."""

from typing import Any

from django import forms

from northing.insight.models import Change, Comment, Customer, Importance, Portal
from northing.kernel.forms import offer


class PortalForm(forms.Form):
    is_on = forms.BooleanField(label="Customers see the portal", required=False)
    members_only = forms.BooleanField(
        label="Only for people whose address is a contact’s",
        required=False,
        help_text="Others get no mail to sign in with, and are not told why.",
    )
    title = forms.CharField(label="Title", max_length=120)
    introduction = forms.CharField(
        label="Introduction", required=False, max_length=1_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    votes_each = forms.IntegerField(
        label="Votes for each person",
        required=False,
        min_value=1,
        max_value=1_000,
        help_text="Empty: no limit. A vote comes back when its idea is decided.",
    )
    comments_wait = forms.BooleanField(label="Comments wait until somebody has read them", required=False)
    privacy_url = forms.URLField(
        label="Your page about personal data", required=False, max_length=300, assume_scheme="https"
    )
    embedded_by = forms.CharField(
        label="Sites that may show it in a page of theirs",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": "https://www.example.com"}),
        help_text="One a line. Empty: none.",
    )

    logo = forms.FileField(
        label="Logo", required=False, help_text="PNG, JPEG or WebP, at most 100 KB, beside your name."
    )
    without_logo = forms.BooleanField(label="Take the logo away", required=False)

    def __init__(self, portal: Portal, data: Any = None, files: Any = None) -> None:
        initial = {name: getattr(portal, name) for name in self.base_fields if "logo" not in name}
        super().__init__(data, files, initial=initial | {"embedded_by": "\n".join(portal.embedded_by)})
        if not portal.logo_type:
            del self.fields["without_logo"]

    def clean_embedded_by(self) -> list[str]:
        return str(self.cleaned_data["embedded_by"]).split()

    def changes(self) -> dict[str, Any]:
        """Only what somebody changed: what others set meanwhile stays. The logo is a matter of its own."""
        return {name: self.cleaned_data[name] for name in self.changed_data if "logo" not in name}


class ChangeForm(forms.Form):
    title = forms.CharField(
        label="What is new", max_length=160, widget=forms.TextInput(attrs={"autofocus": True})
    )
    text = forms.CharField(
        label="What it does for them",
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    topics = forms.MultipleChoiceField(
        label="About",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Who follows it is told as well.",
    )

    def __init__(self, topics: list[tuple[str, str]], entry: Change | None, data: Any = None) -> None:
        initial = {"title": entry.title, "text": entry.text, "topics": entry.topics} if entry else {}
        super().__init__(data, initial=initial)
        if topics:
            known = {topic for topic, _ in topics}
            gone = [(topic, topic) for topic in (entry.topics if entry else []) if topic not in known]
            offer(self, topics=[*topics, *gone])
        else:
            del self.fields["topics"]


class AnswerForm(forms.Form):
    text = forms.CharField(
        label="What customers read below the idea",
        max_length=Comment.LONGEST,
        widget=forms.Textarea(attrs={"rows": 5, "autofocus": True}),
    )


class NoteForm(forms.Form):
    text = forms.CharField(
        label="What customers read below it",
        max_length=200,
        required=False,
        help_text="Such as: moved from July to September, field tests need longer. Empty takes it away.",
        widget=forms.TextInput(attrs={"autofocus": True}),
    )


class BlockForm(forms.Form):
    reason = forms.CharField(
        label="Why", max_length=500, widget=forms.Textarea(attrs={"rows": 3, "autofocus": True})
    )


class VoteForForm(forms.Form):
    customer = forms.ModelChoiceField(queryset=Customer.objects.standing(), empty_label="Choose a customer")
    importance = forms.TypedChoiceField(
        choices=Importance.choices, coerce=int, initial=Importance.WANTED, widget=forms.RadioSelect
    )
    reason = forms.CharField(label="Where they said so", required=False, max_length=500)
