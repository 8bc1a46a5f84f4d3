"""How a form takes a refusal."""

from typing import Any

from django import forms

from northing.kernel.errors import Refused


def refused(form: forms.BaseForm, refusal: Refused) -> None:
    """Each message at its field, else on the form as a whole."""
    for field, message in refusal.errors.items():
        form.add_error(field if field in form.fields else None, message)


def checked(form: forms.BaseForm) -> dict[str, Any]:
    """What a form without a page of its own was sent; what cannot be is refused with its place."""
    if not form.is_valid():
        raise Refused(
            **{
                "" if name == "__all__" else name: " ".join(map(str, said))
                for name, said in form.errors.items()
            }
        )
    return form.cleaned_data
