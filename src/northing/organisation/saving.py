"""What a page does with a form that was sent."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpRequest

from northing.kernel.errors import Refused
from northing.kernel.forms import refused
from northing.kernel.meanwhile import settle
from northing.kernel.toasts import toast
from northing.organisation.history import watched

Save = Callable[[dict[str, Any]], tuple[str, str]]


def saved(request: HttpRequest, form: Form, save: Save) -> str:
    """The address to show next once a POST was saved and a toast said so; "" where nothing was sent, or where
    form or rule refused it, which the form says then.

    `save` gets the cleaned data and answers what the toast says, or "" when it said so itself, and the address.
    """
    if request.method != "POST":
        return ""
    settle(form)
    if not form.is_valid():
        return ""
    try:
        with watched() as change:
            said, address = save(form.cleaned_data)
    except Refused as refusal:
        refused(form, refusal)
        return ""
    if said:
        toast(request, said, undo=change.undo_url)
    return address
