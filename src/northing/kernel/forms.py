"""How a form takes a refusal."""

from django import forms

from northing.kernel.errors import Refused


def refused(form: forms.BaseForm, refusal: Refused) -> None:
    """Each message at its field, else on the form as a whole."""
    for field, message in refusal.errors.items():
        form.add_error(field if field in form.fields else None, message)
