"""What a form offers, and how it takes a refusal."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet

from northing.kernel.errors import Refused


def offer(form: forms.BaseForm, **choices: "QuerySet[Any] | Iterable[tuple[Any, Any]]") -> None:
    """What its fields let people choose from: rows, or pairs of a value and its words."""
    for name, among in choices.items():
        setattr(form.fields[name], "queryset" if isinstance(among, QuerySet) else "choices", among)


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
