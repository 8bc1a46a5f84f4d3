"""The ways in: the mailbox that is read, and the addresses that programs send to."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from northing.insight import commands, policies
from northing.insight.forms.incoming import AddressForm, MailboxForm, as_typed
from northing.insight.queries import incoming as queries
from northing.kernel import clock
from northing.kernel.errors import NotAllowed, Refused
from northing.kernel.forms import refused
from northing.kernel.toasts import toast
from northing.organisation import mail
from northing.organisation.request import actor_of
from northing.ui import formatting
from northing.ui.in_place import anew, ask


@never_cache
def ways(request: HttpRequest) -> HttpResponse:
    """GET the state of all; POST makes a new address, whose secret is shown in this answer and never again."""
    _for_keepers(request)
    actor, shown = actor_of(request), ""
    form = AddressForm(request.POST or None, actor=actor)
    if request.method == "POST" and form.is_valid():
        try:
            _, secret = commands.make_address(actor=actor, **form.cleaned_data)
        except Refused as refusal:
            refused(form, refusal)
        else:
            shown = mail.absolute(reverse("insight:receive", args=[secret]))
            form = AddressForm(actor=actor)
    context = {
        "mailbox": queries.mailbox(),
        "addresses": queries.addresses(),
        "form": form,
        "shown": shown,
        "now": clock.now(),
    }
    return render(request, "insight/ways.html", context, status=422 if form.errors else 200)


def mailbox(request: HttpRequest) -> HttpResponse:
    """A dialog; what it says is tried before it is kept."""
    _for_keepers(request)
    actor, there = actor_of(request), queries.mailbox()

    def save(said: dict[str, Any]) -> tuple[str, str]:
        saved = commands.save_mailbox(actor=actor, **said)
        text = (
            f"{saved.server} let us in: mail is read each minute"
            if saved.is_read
            else "Saved; mail is not read"
        )
        toast(request, text)
        return "", reverse("insight:ways")

    return ask(
        request,
        form=MailboxForm(request.POST or None, actor=actor, initial=as_typed(there)),
        title="The mailbox",
        lead="It is only read: nothing in it is marked, moved or deleted.",
        verb="Try and save",
        save=save,
        page=reverse("insight:ways"),
    )


def try_mailbox(request: HttpRequest) -> HttpResponse:
    _for_keepers(request)
    try:
        waiting = commands.try_mailbox(actor=actor_of(request))
    except Refused as refusal:
        toast(request, f"It does not work yet. {refusal}")
    else:
        toast(request, f"It works. {formatting.counted(waiting, 'mail')} to be read")
    return anew(request, "insight:ways")


def forget_mailbox(request: HttpRequest) -> HttpResponse:
    _for_keepers(request)
    commands.forget_mailbox(actor=actor_of(request))
    toast(request, "Forgot the mailbox and its password. What came in stays")
    return anew(request, "insight:ways")


def revoke_address(request: HttpRequest, pk: int) -> HttpResponse:
    """Not to be undone: an address that was revoked may have been found by somebody."""
    _for_keepers(request)
    found = queries.address(pk)
    commands.revoke_address(actor=actor_of(request), address=found)
    toast(request, f"Revoked {found.name}")
    return anew(request, "insight:ways")


def _for_keepers(request: HttpRequest) -> None:
    if not policies.may_set_rules(actor_of(request)):
        raise NotAllowed(commands.KEPT_BY_THE_HEADS)
