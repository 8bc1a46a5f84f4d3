"""Coercion and labels. What the commands refuse is put onto the form by `refused`."""

from calendar import month_name
from typing import Any

from django import forms

from northing.organisation.models import CustomField, Discipline, FieldAbout, FieldKind, Member, Role, Scope

MONTHS = [(month, month_name[month]) for month in range(1, 13)]
CURRENCIES = [
    ("EUR", "Euro, €"),
    ("USD", "US dollar, $"),
    ("GBP", "Pound sterling, £"),
    ("CHF", "Swiss franc"),
    ("SEK", "Swedish krona"),
    ("NOK", "Norwegian krone"),
    ("DKK", "Danish krone"),
    ("PLN", "Polish złoty"),
    ("CZK", "Czech koruna"),
    ("HUF", "Hungarian forint"),
    ("RON", "Romanian leu"),
    ("TRY", "Turkish lira"),
    ("ILS", "Israeli shekel"),
    ("CAD", "Canadian dollar"),
    ("AUD", "Australian dollar"),
    ("NZD", "New Zealand dollar"),
    ("JPY", "Japanese yen"),
    ("CNY", "Chinese yuan"),
    ("KRW", "South Korean won"),
    ("INR", "Indian rupee"),
    ("SGD", "Singapore dollar"),
    ("BRL", "Brazilian real"),
    ("MXN", "Mexican peso"),
    ("ZAR", "South African rand"),
]


def new_password(label: str = "Password", **kwargs: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password", "minlength": 12, "data-strength": ""})
    return forms.CharField(label=label, widget=widget, strip=False, max_length=1024, **kwargs)


def this_password(label: str) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})
    return forms.CharField(label=label, widget=widget, strip=False, max_length=1024)


class SetUpForm(forms.Form):
    code = forms.CharField(
        label="Setup code",
        help_text="Printed by the server when it started",
        max_length=40,
        widget=forms.TextInput(attrs={"class": "mono", "autocomplete": "off", "autofocus": True}),
    )
    organisation = forms.CharField(label="Organisation", max_length=120)
    currency = forms.ChoiceField(label="Currency", choices=CURRENCIES, initial="EUR")
    year_starts_in = forms.TypedChoiceField(label="Year starts in", choices=MONTHS, coerce=int, initial=1)
    name = forms.CharField(
        label="Your name", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(label="Your e-mail", widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    password = new_password()
    example = forms.BooleanField(
        label="Fill it with an example, removable in one step", required=False, initial=True
    )


class InviteForm(forms.Form):
    emails = forms.CharField(
        label="E-mail addresses",
        help_text="One or fifty, separated by commas, spaces or lines.",
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}),
        max_length=20_000,
    )
    role = forms.ChoiceField(label="Role", choices=Role.choices, initial=Role.MEMBER)

    def people(self) -> list[tuple[str, str]]:
        """The addresses, each with its own role (sent as `role:address`) or the common one."""
        text = self.cleaned_data["emails"].replace(",", " ").replace(";", " ")
        named = "<" in text  # Katrin Vogel <katrin@vogel.example>
        words = [word.strip("<>").lower() for word in text.split() if "@" in word or not named]
        addresses = list(dict.fromkeys(words)) or text.split()
        return [(email, self.data.get(f"role:{email}") or self.cleaned_data["role"]) for email in addresses]


class AcceptForm(forms.Form):
    name = forms.CharField(
        label="Your name",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", "autofocus": True}),
    )
    password = new_password()


class LinkRequestForm(forms.Form):
    email = forms.EmailField(
        label="E-mail", widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True})
    )


class LinkForm(forms.Form):
    new_password = new_password("New password", required=False)


class AccountForm(forms.Form):
    name = forms.CharField(label="Name", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(label="E-mail", widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    title = forms.CharField(
        label="Title",
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    single_keys = forms.BooleanField(label="Single keys act, such as J, K and Z", required=False)

    def __init__(self, member: Member, data: Any = None) -> None:
        super().__init__(data, initial={name: getattr(member, name) for name in self.base_fields})


class PasswordForm(forms.Form):
    old = this_password("Password now")
    new = new_password("New password")


class EndSessionsForm(forms.Form):
    old = this_password("Password")


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=Role.choices)


class ManagerForm(forms.Form):
    manager = forms.ModelChoiceField(Member.objects.filter(is_active=True), required=False)


class TeamForm(forms.Form):
    name = forms.CharField(label="Name", max_length=120)
    mission = forms.CharField(label="Mission", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    lead = forms.ModelChoiceField(
        Member.objects.filter(is_active=True), label="Lead", required=False, empty_label="Nobody"
    )


class MembershipForm(forms.Form):
    member = forms.ModelChoiceField(
        Member.objects.filter(is_active=True), label="Member", empty_label="Choose somebody"
    )
    share = forms.IntegerField(label="Share, %", min_value=1, max_value=100, initial=100)
    discipline = forms.ChoiceField(
        label="Discipline", choices=Discipline.choices, initial=Discipline.ENGINEERING
    )


class LogForm(forms.Form):
    person = forms.ModelChoiceField(
        Member.objects.all(), label="Person", required=False, empty_label="Everybody"
    )
    command = forms.CharField(label="What", required=False, max_length=80)
    day = forms.DateField(label="Day", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    page = forms.IntegerField(required=False, min_value=1, max_value=100_000)


class LookBackForm(forms.Form):
    day = forms.DateField(label="Day", required=False, widget=forms.DateInput(attrs={"type": "date"}))


class TokenForm(forms.Form):
    name = forms.CharField(label="Which program", max_length=120)
    scopes = forms.MultipleChoiceField(
        label="It may", choices=Scope.choices, initial=[Scope.READ], widget=forms.CheckboxSelectMultiple
    )
    days = forms.ChoiceField(
        label="Until",
        choices=[
            ("30", "30 days from now"),
            ("90", "90 days from now"),
            ("365", "A year from now"),
            ("", "No end"),
        ],
        initial="90",
        required=False,
    )


class CustomFieldForm(forms.Form):
    """A new field of the organisation's own; `ChangedFieldForm` leaves what stays as it is."""

    name = forms.CharField(label="Name", max_length=60)
    about = forms.ChoiceField(label="Of", choices=FieldAbout.choices)
    kind = forms.ChoiceField(label="Kind", choices=FieldKind.choices)
    choices = forms.CharField(
        label="Choices",
        required=False,
        max_length=5000,
        help_text="One a line, in their order, for the kinds that choose.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_choices(self) -> list[str]:
        return str(self.cleaned_data["choices"]).splitlines()


class ChangedFieldForm(CustomFieldForm):
    about = None  # type: ignore[assignment]  # how Django's forms drop a field
    kind = None  # type: ignore[assignment]

    def __init__(self, field: CustomField, data: Any = None) -> None:
        super().__init__(data, initial={"name": field.name, "choices": "\n".join(field.choices)})
        if not field.chooses:
            del self.fields["choices"]
