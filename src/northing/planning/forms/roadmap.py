"""What the roadmap's dialogs ask for."""

from typing import Any

from django import forms

from northing.planning.queries.audience_view import FIELDS

WHY = forms.Textarea(attrs={"rows": 2})
KINDS = [
    ("needs", "needs: waits until that one is done"),
    ("relates", "relates to: good to know, nothing waits"),
    ("duplicates", "duplicates: the same work under another name"),
]
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class CommitmentForm(forms.Form):
    due_on = forms.DateField(label="Committed date", required=False, widget=DAY)
    made_to = forms.CharField(label="To whom", required=False, max_length=200)
    reason = forms.CharField(label="Why", required=False, max_length=2000, widget=WHY)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if "due_on" in said and said["due_on"] is None and "withdraw" not in self.data:
            self.add_error("due_on", "Choose a day.")
        return said


class LinkForm(forms.Form):
    """What one feature has to do with another; only a need makes it wait."""

    kind = forms.ChoiceField(label="This feature", choices=KINDS)
    other = forms.TypedChoiceField(label="Which feature", coerce=int)
    note = forms.CharField(label="What of it", required=False, max_length=300)
    reason = forms.CharField(label="Why, for the history", required=False, max_length=2000, widget=WHY)

    def __init__(self, others: list[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"] = forms.TypedChoiceField(
            label="Which feature", coerce=int, choices=[("", "Choose a feature"), *others]
        )


class RankForm(forms.Form):
    before = forms.IntegerField(required=False)


class AudienceForm(forms.Form):
    name = forms.CharField(label="Name", max_length=60)
    fields_shown = forms.MultipleChoiceField(
        label="Fields that exist for it",
        required=False,
        choices=list(FIELDS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    quarters_only = forms.BooleanField(
        label="Quarters only",
        required=False,
        help_text="The quarter of P85, or of the commitment if later. Public names first. No days, no chances.",
    )
    public_names = forms.BooleanField(
        label="Public names only", required=False, help_text="What has no public name is left out."
    )
