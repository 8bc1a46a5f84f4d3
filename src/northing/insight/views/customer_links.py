"""Where a customer belongs, what other systems call it, and which other one is the same."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from northing.insight import commands, policies
from northing.insight.commands.feedback import VIEWERS_READ
from northing.insight.forms.customer_links import InterviewForm, KeyForm, PlacesForm, PromiseForm, SameForm
from northing.insight.queries import customer_page
from northing.insight.queries.customer_panel import people_of, unanswered
from northing.insight.queries.customer_twins import named, twins
from northing.insight.views.customer import came_from
from northing.insight.views.customers import must_curate
from northing.kernel.errors import NotAllowed
from northing.kernel.toasts import toast
from northing.organisation.mail import is_configured
from northing.organisation.request import actor_of
from northing.ui import formatting
from northing.ui.in_place import anew, ask


def places(request: HttpRequest, pk: int) -> HttpResponse:
    """The segments that people fill, and the products that the customer uses."""
    actor, found = actor_of(request), customer_page.customer(pk)
    must_curate(actor)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        commands.put_in_places(actor=actor, customer=found, **said)
        return f"Changed where {found.name} belongs", came_from(request, pk)

    form = PlacesForm(actor, found, request.POST if request.method == "POST" else None)
    return ask(
        request,
        form=form,
        title=f"{found.name}: segments and products",
        lead="Segments that have a rule fill themselves.",
        verb="Save",
        save=save,
        page=_address(pk),
    )


def promise(request: HttpRequest, pk: int) -> HttpResponse:
    """A reply to something they said, by a day: whoever promises it takes it on."""
    actor, found = actor_of(request), customer_page.customer(pk)
    if not policies.may_triage(actor):
        raise NotAllowed(VIEWERS_READ)
    pieces = {str(piece.pk): piece for piece in unanswered(actor, pk)}

    def save(said: dict[str, Any]) -> tuple[str, str]:
        piece = pieces[said["feedback"]]
        commands.change_feedback(actor=actor, feedback=piece, assignee=actor, reply_by=said["by"])
        return f"Promised a reply by {formatting.long_day(said['by'])}", came_from(request, pk)

    return ask(
        request,
        form=PromiseForm(list(pieces.values()), request.POST or None),
        title=f"Promise {found.name} a reply",
        lead="It becomes yours, and the inbox counts the time.",
        verb="Promise",
        save=save,
        page=_address(pk),
    )


def ask_to_interview(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody of theirs is asked to talk with us; whom, by whom and in which words is kept."""
    actor, found = actor_of(request), customer_page.customer(pk)
    if not policies.may_triage(actor):
        raise NotAllowed(VIEWERS_READ)
    people = {str(who.contact.pk): who.contact for who in people_of(actor, pk) if who.contact.email}

    def save(said: dict[str, Any]) -> tuple[str, str]:
        contact = people[said["contact"]]
        commands.ask_to_interview(actor=actor, contact=contact, text=said["text"])
        then = "the mail goes in ten seconds" if is_configured() else "write the mail from the list of people"
        return f"Invited {contact.name}: {then}", came_from(request, pk)

    return ask(
        request,
        form=InterviewForm(actor, list(people.values()), request.POST or None),
        title=f"Invite {found.name} to an interview",
        lead="Whom you invite, when and in which words stays with the customer.",
        verb="Invite",
        save=save,
        page=_address(pk),
    )


def name_in(request: HttpRequest, pk: int) -> HttpResponse:
    """What another system calls it: imports and the API find it by this."""
    actor, found = actor_of(request), customer_page.customer(pk)
    must_curate(actor)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        row = commands.name_in(actor=actor, customer=found, **said)
        words = f"{row.system} calls {found.name} {row.key}" if row.key else f"{row.system} is forgotten"
        return words, came_from(request, pk)

    return ask(
        request,
        form=KeyForm(request.POST or None),
        title=f"What other systems call {found.name}",
        verb="Save",
        save=save,
        page=_address(pk),
    )


def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Another customer that is the same goes into this one."""
    actor, kept = actor_of(request), customer_page.customer(pk)
    must_curate(actor)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        chosen = said.get("likely")
        gone = customer_page.customer(int(chosen)) if chosen else named(said["other"])
        done = commands.merge(actor=actor, kept=kept, gone=gone)
        toast(
            request,
            f"{gone.name} is part of {kept.name}",
            undo=reverse("insight:unmerge_customer", args=[done.pk]),
        )
        return "", _address(pk)

    return ask(
        request,
        form=SameForm(twins(kept), request.POST or None),
        title=f"The same as {kept.name}",
        lead="What it said, its people and its keys move here. Undo is possible at any later time.",
        verb="Merge",
        save=save,
        page=_address(pk),
    )


def unmerge(request: HttpRequest, pk: int) -> HttpResponse:
    """Two customers again; what came after the merge stays where it is."""
    done = commands.unmerge(actor=actor_of(request), merge=customer_page.merge_of_customers(pk))
    toast(request, "They are two customers again")
    return anew(request, "insight:customer", pk=done.gone)


def _address(pk: int) -> str:
    return reverse("insight:customer", args=[pk])
