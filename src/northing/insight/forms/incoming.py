"""Setting up the ways in."""

from typing import Any

from django import forms

from northing.insight.models import Mailbox
from northing.insight.models.incoming import Safety
from northing.kernel import clock
from northing.kernel.forms import offer
from northing.organisation.models import Member
from northing.portfolio.models import Product


class _AboutAProduct(forms.Form):
    product = forms.ModelChoiceField(
        Product.objects.none(), label="All of it is about", required=False, empty_label="Not said"
    )

    def __init__(self, data: Any = None, *, actor: Member, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        offer(self, product=Product.objects.visible_to(actor).order_by("name"))


class MailboxForm(_AboutAProduct):
    server = forms.CharField(
        label="Server", max_length=253, widget=forms.TextInput({"placeholder": "imap.example.com"})
    )
    port = forms.IntegerField(label="Port", min_value=1, max_value=65_535, initial=993)
    safety = forms.ChoiceField(label="Encryption", choices=Safety.choices, initial=Safety.TLS)
    user = forms.CharField(label="User", max_length=254, widget=forms.TextInput({"autocomplete": "off"}))
    password = forms.CharField(
        label="Password",
        required=False,
        max_length=400,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text="Kept sealed with a key outside the database. Empty keeps the one that is known.",
    )
    folder = forms.CharField(label="Folder", max_length=200, initial="INBOX")
    since = forms.DateField(
        label="Read mail since",
        initial=clock.today,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    is_read = forms.BooleanField(label="Read it each minute", required=False, initial=True)
    field_order = ("server", "port", "safety", "user", "password", "folder", "since", "product", "is_read")


class AddressForm(_AboutAProduct):
    name = forms.CharField(
        label="Which program sends", max_length=80, widget=forms.TextInput({"placeholder": "Website form"})
    )
    signing_secret = forms.CharField(
        label="Signing secret",
        required=False,
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text="When the program signs: then each request must carry X-Signature: sha256=HMAC of its body.",
    )
    field_order = ("name", "product", "signing_secret")


def as_typed(mailbox: Mailbox | None) -> dict[str, Any]:
    """What the form begins with."""
    names = ("server", "port", "safety", "user", "folder", "since", "product", "is_read")
    return {name: getattr(mailbox, name) for name in names} if mailbox else {}
