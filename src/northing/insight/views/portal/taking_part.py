"""What customers do: say an idea, vote, comment, follow."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from northing.insight.commands import portal as commands
from northing.insight.forms.portal import CommentForm, IdeaForm, TopicForm, VoteForm
from northing.insight.queries.portal import ideas as queries
from northing.insight.queries.portal.place import Guest
from northing.insight.said_already import said_already
from northing.insight.views.portal.gate import back_to, for_visitors, guest_of, portal_page, show, too_often
from northing.insight.views.portal.home import idea_page
from northing.kernel.errors import Refused
from northing.kernel.forms import checked, refused
from northing.kernel.toasts import toast

if TYPE_CHECKING:
    from northing.insight.models import Visitor

PAUSE = "That was a lot at once. Come back in an hour."
READ = "Thank you. A person reads it before anybody else does"


@portal_page
def alike(request: HttpRequest, guest: Guest) -> HttpResponse:
    """The part below what somebody is typing: which ideas say the same."""
    text = request.GET.get("text", "")[:1_000]
    found = [] if too_often(request, "portal_alike") else said_already(text)
    shown = queries.ideas_among(found, guest.visitor)
    return show(request, guest, "alike", alike=shown, typed=bool(text.strip()))


@portal_page
def new_idea(request: HttpRequest, guest: Guest) -> HttpResponse:
    """Sent once, it shows what was already said, when something was; sent as `sure`, it is posted."""
    sent = request.POST or None
    form = IdeaForm(sent, initial={"text": request.GET.get("text", "")[:1_000]})
    text = request.POST.get("text", "") or request.GET.get("text", "")
    found = said_already(text[:1_000]) if text and not too_often(request, "portal_alike") else []
    status = 200
    posts = sent is not None and form.is_valid() and (not found or "sure" in request.POST)
    if posts and (done := _posted(request, guest, form)):
        return done
    if form.errors:
        status = 422
    return show(
        request,
        guest,
        "new_idea",
        status,
        page="ideas",
        form=form,
        alike=queries.ideas_among(found, guest.visitor),
        typed=bool(text.strip()),
        here=reverse("insight:portal_ideas"),
    )


@for_visitors
def give_vote(request: HttpRequest, visitor: "Visitor", pk: int) -> HttpResponse:
    return _acted(
        request,
        visitor,
        lambda: commands.give_vote(
            visitor=visitor, idea=pk, importance=checked(VoteForm(request.POST))["importance"]
        ),
        "Your vote counts. You hear when it is here",
    )


@for_visitors
def take_vote(request: HttpRequest, visitor: "Visitor", pk: int) -> HttpResponse:
    return _acted(
        request, visitor, lambda: commands.take_vote_back(visitor=visitor, idea=pk), "Took your vote back"
    )


@for_visitors
def comment(request: HttpRequest, visitor: "Visitor", pk: int) -> HttpResponse:
    found, form = queries.idea(pk, visitor), CommentForm(request.POST)
    if form.is_from_a_program:
        return redirect("insight:portal_idea", pk=pk)
    if form.is_valid():
        if too_often(request, "portal_comment", visitor.email):
            form.add_error(None, PAUSE)
            return idea_page(request, guest_of(request), found, form, status=429)
        try:
            said = commands.comment(visitor=visitor, idea=pk, text=form.cleaned_data["text"])
        except Refused as refusal:
            refused(form, refusal)
        else:
            toast(request, "Posted" if said.shown_at else READ)
            return redirect("insight:portal_idea", pk=pk)
    return idea_page(request, guest_of(request), found, form, status=422)


@for_visitors
def follow(request: HttpRequest, visitor: "Visitor") -> HttpResponse:
    topic = checked(TopicForm(request.POST))["topic"]
    return _acted(request, visitor, lambda: commands.follow(visitor=visitor, topic=topic), "You hear about it")


@for_visitors
def unfollow(request: HttpRequest, visitor: "Visitor") -> HttpResponse:
    topic = checked(TopicForm(request.POST))["topic"]
    return _acted(
        request, visitor, lambda: commands.unfollow(visitor=visitor, topic=topic), "You hear no more about it"
    )


def _acted(request: HttpRequest, visitor: "Visitor", act: Callable[[], object], said: str) -> HttpResponse:
    """Do it, say so, and go back to where the button stood."""
    if too_often(request, "portal_act", visitor.email):
        toast(request, PAUSE, failure=True)
        return redirect(back_to(request.POST))
    try:
        act()
    except Refused as refusal:
        toast(request, str(refusal), failure=True)
    else:
        toast(request, said)
    return redirect(back_to(request.POST))


def _posted(request: HttpRequest, guest: Guest, form: IdeaForm) -> HttpResponse | None:
    """None when a rule refused it, which the form says then."""
    visitor = guest.visitor
    action = "portal_idea" if visitor else "portal_unsigned_idea"
    if form.is_from_a_program:
        return redirect("insight:portal_ideas")
    if too_often(request, action, visitor.email if visitor else ""):
        form.add_error(None, PAUSE)
        return None
    try:
        commands.say_idea(text=form.cleaned_data["text"], visitor=visitor)
    except Refused as refusal:
        refused(form, refusal)
        return None
    toast(request, READ)
    return redirect("insight:portal_ideas")
