"""A case on one page, evidence, decisions and gates."""

from typing import Any

from django import forms

from northing.kernel.forms import offer
from northing.portfolio import queries
from northing.portfolio.forms.products import WORDS
from northing.portfolio.models import Case, Evidence, Gate, Verdict


class CaseForm(forms.Form):
    name = forms.CharField(label="Name", max_length=120, widget=forms.TextInput(attrs={"autofocus": True}))
    problem = forms.CharField(label="Whose problem, and how we know", required=False, widget=WORDS)
    market = forms.CharField(label="How many have it, and what they pay today", required=False, widget=WORDS)
    advantage = forms.CharField(label="Why us", required=False, widget=WORDS)
    costs = forms.CharField(label="What the next gate costs, and the whole", required=False, widget=WORDS)
    risks = forms.CharField(label="What must be true", required=False, widget=WORDS)
    sponsor: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        None, label="Sponsor", required=False, empty_label="You"
    )

    def __init__(self, data: Any = None, *, row: Case | None = None) -> None:
        said = {name: getattr(row, f"{name}_id", getattr(row, name, None)) for name in self.base_fields}
        super().__init__(data, initial=said if row else None, auto_id="case_%s")
        offer(self, sponsor=queries.owners())
        if row is not None:
            self.fields["sponsor"].empty_label = "Nobody"  # type: ignore[attr-defined]  # a ModelChoiceField


class EvidenceForm(forms.Form):
    text = forms.CharField(
        label="Evidence", max_length=2000, widget=forms.Textarea(attrs={"rows": 4, "autofocus": True})
    )
    met = forms.BooleanField(label="This meets the criterion", required=False)

    def __init__(self, data: Any = None, *, row: Evidence | None = None) -> None:
        super().__init__(data, initial={"text": row.text, "met": row.met} if row else None)


class DecisionForm(forms.Form):
    verdict = forms.ChoiceField(label="Decision", choices=Verdict.choices)
    reason = forms.CharField(
        label="Why", max_length=2000, widget=forms.Textarea(attrs={"rows": 3, "autofocus": True})
    )


class GateForm(forms.Form):
    name = forms.CharField(label="Gate", max_length=80, widget=forms.TextInput(attrs={"autofocus": True}))
    criteria = forms.CharField(
        label="What a case must show there",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="One a line.",
    )

    def __init__(self, data: Any = None, *, row: Gate | None = None) -> None:
        said = {"name": row.name, "criteria": "\n".join(map(str, row.criteria.all()))} if row else None
        super().__init__(data, initial=said)
        if row is not None:
            self.fields["gone"] = forms.BooleanField(label="Remove it", required=False)

    def clean_criteria(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["criteria"].splitlines()]
        if long := [line for line in lines if len(line) > 200]:
            raise forms.ValidationError(f"“{long[0][:40]}…” has more than 200 letters.")
        return list(dict.fromkeys(filter(None, lines)))
