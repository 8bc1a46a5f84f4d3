"""Feedback that somebody types or pastes: one piece, or a text that holds several."""

import re
from typing import Any

from django import forms

from northing.insight.forms.files import FilesField
from northing.insight.models import Customer, Kind, Source
from northing.kernel.forms import offer
from northing.organisation.models import Member
from northing.portfolio.models import Product

MOST_PIECES = 500
_RULER = re.compile(r"^[ \t]*(?:-{3,}|\*{3,}|={3,}|_{3,}|#{3,})[ \t]*$", re.MULTILINE)
_BLANK = re.compile(r"\n[ \t]*\n\s*")
_BULLET = re.compile(r"^[ \t]*(?:[-*•–]|\d{1,3}[.)])[ \t]+")


def pieces_in(text: str) -> list[str]:
    """The pieces that a pasted text holds: between rulers such as ---, else each line of a list, else
    between blank lines."""
    text = text.replace("\r\n", "\n").strip()
    if _RULER.search(text):
        parts = _RULER.split(text)
    else:
        lines = [line for line in text.split("\n") if line.strip()]
        is_list = len(lines) > 1 and all(map(_BULLET.match, lines))
        parts = [_BULLET.sub("", line) for line in lines] if is_list else _BLANK.split(text)
    return [part.strip() for part in parts if part.strip()]


class AddForm(forms.Form):
    """What all pieces of one go have in common. `text` is what stands in the one field before it is split."""

    text = forms.CharField(label="What was said", required=False, widget=forms.Textarea(attrs={"rows": 10}))
    customer_name = forms.CharField(label="Customer", required=False, max_length=200)
    contact_name = forms.CharField(label="Person", required=False, max_length=160)
    contact_email = forms.EmailField(label="Person’s e-mail", required=False)
    source = forms.ChoiceField(label="Source", choices=Source.choices, initial=Source.NOTE, required=False)
    product = forms.ModelChoiceField(
        Product.objects.none(), label="Product", required=False, empty_label="Not said"
    )
    kind = forms.ChoiceField(label="Kind", choices=[("", "Not said"), *Kind.choices], required=False)
    received_at = forms.DateTimeField(
        label="Received", required=False, widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    url = forms.URLField(label="Link", required=False, max_length=1000, assume_scheme="https")
    file = FilesField(label="Files", required=False)

    def __init__(self, data: Any = None, files: Any = None, *, actor: Member) -> None:
        super().__init__(data, files)
        offer(self, product=Product.objects.visible_to(actor).order_by("name"))
        self.fields["customer_name"].widget.attrs |= {"list": "known-customers", "autocomplete": "off"}
        self.fields["text"].widget.attrs |= {"autofocus": True, "placeholder": "Write or paste it"}

    def common(self) -> dict[str, Any]:
        """As `Incoming` takes them; the form must be valid."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in {"text", "file"}}
        product = said.pop("product")
        return said | {"product": product.pk if product else None, "source": said["source"] or Source.NOTE}


def known_customers() -> list[str]:
    """Names to choose from while typing: the most recent thousand."""
    return list(Customer.objects.standing().order_by("-created_at").values_list("name", flat=True)[:1000])
