"""Forms about where a customer belongs, what others call it, and which one is the same."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import forms

from northing.insight.models import Contact, Customer, Feedback, Segment
from northing.insight.queries import customer_choices
from northing.kernel import clock
from northing.kernel.forms import offer
from northing.organisation.models import Member

EVENING = time(16, 0, tzinfo=UTC)
PROMISED_IN = timedelta(days=3)
ASKING = """Hello,

would you show us how you work, half an hour by video? What you told us matters for what we do next.
Which day suits you?

{name}"""


class PlacesForm(forms.Form):
    """Where a customer belongs: the segments that people fill, and the products it uses."""

    segments = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    products = forms.MultipleChoiceField(label="Uses", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, actor: Member, customer: Customer, data: Any = None) -> None:
        chosen = {
            "segments": [str(pk) for pk in customer.memberships.values_list("segment_id", flat=True)],
            "products": [str(pk) for pk in customer.uses.values_list("product_id", flat=True)],
        }
        super().__init__(data, initial=chosen)
        offer(
            self,
            segments=[(str(row.pk), row.name) for row in Segment.objects.filter(rule=[])],
            products=[(str(row.pk), row.name) for row in customer_choices.products(actor)],
        )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        return {name: [int(pk) for pk in said.get(name, [])] for name in ("segments", "products")}


class SameForm(forms.Form):
    """Which other customer is the same one."""

    likely = forms.ChoiceField(label="Looks the same", required=False, widget=forms.RadioSelect)
    other = forms.CharField(
        label="Or its name", max_length=200, required=False, widget=forms.TextInput(attrs={"autofocus": True})
    )

    def __init__(self, likely: list[Customer], data: Any = None) -> None:
        super().__init__(data)
        if likely:
            offer(self, likely=[(str(row.pk), f"{row.name}, {row.country}".rstrip(", ")) for row in likely])
        else:
            del self.fields["likely"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("likely") and not said.get("other"):
            raise forms.ValidationError("Choose one, or write its name.")
        return said


class PromiseForm(forms.Form):
    """Which of the pieces that wait for an answer is answered by when."""

    feedback = forms.ChoiceField(label="About")
    by = forms.DateField(
        label="A reply by", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "autofocus": True})
    )

    def __init__(self, pieces: Sequence[Feedback], data: Any = None) -> None:
        super().__init__(data)
        self.fields["by"].initial = clock.today() + PROMISED_IN
        offer(self, feedback=[(str(piece.pk), piece.heading) for piece in pieces])

    def clean_by(self) -> datetime:
        day: date = self.cleaned_data["by"]
        if day < clock.today():
            raise forms.ValidationError("Promise a day that is still to come.")
        return datetime.combine(day, EVENING)


class InterviewForm(forms.Form):
    """Which of a customer's people is asked to an interview, and how."""

    contact = forms.ChoiceField(label="Whom")
    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 8, "autofocus": True}))

    def __init__(self, actor: Member, people: Sequence[Contact], data: Any = None) -> None:
        super().__init__(data, initial={"text": ASKING.format(name=actor.name)})
        field = self.fields["contact"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(str(each.pk), f"{each.name}, {each.email}") for each in people]


class KeyForm(forms.Form):
    system = forms.CharField(max_length=40, help_text="Such as crm, stripe, zendesk.")
    key = forms.CharField(
        label="What it calls them", max_length=200, required=False, help_text="Empty forgets it."
    )
