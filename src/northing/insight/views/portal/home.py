"""The pages to look at: what is planned, ideas, what is new."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from northing.insight.forms.portal import CommentForm
from northing.insight.queries.portal import changes as changelog
from northing.insight.queries.portal import ideas as queries
from northing.insight.queries.portal.place import Guest, topics_of
from northing.insight.queries.portal.place import logo as picture
from northing.insight.queries.portal.planned import plan
from northing.insight.views.portal.gate import portal_door, portal_page, show
from northing.kernel.errors import NotVisible
from northing.kernel.numbers import whole
from northing.organisation import mail
from northing.organisation.queries import people

SHOWN = 5


@portal_door
def logo(_request: HttpRequest, _guest: Guest) -> HttpResponse:
    """Of whoever runs the portal; also before one has signed in."""
    found = picture()
    if found is None:
        raise NotVisible
    return HttpResponse(found[0], content_type=found[1], headers={"Cache-Control": "max-age=300"})


@portal_page
def home(request: HttpRequest, guest: Guest) -> HttpResponse:
    theme = request.GET.get("topic", "")[:200]
    top, total = queries.top_ideas(guest.visitor, SHOWN)
    return show(
        request,
        guest,
        "home",
        page="planned",
        plan=plan(theme),
        theme_shown=theme,
        ideas=top,
        total=total,
        changes=changelog.latest_changes(SHOWN),
        following=topics_of(guest.visitor),
    )


@portal_page
def ideas(request: HttpRequest, guest: Guest) -> HttpResponse:
    return show(
        request,
        guest,
        "ideas",
        page="ideas",
        ideas=queries.ideas(guest.visitor, page_of(request)),
    )


@portal_page
def idea(request: HttpRequest, guest: Guest, pk: int) -> HttpResponse:
    """One idea. The address of one that was merged leads to where it went."""
    try:
        found = queries.idea(pk, guest.visitor)
    except NotVisible:
        kept = queries.where_the_idea_went(pk)
        if kept is None:
            raise
        return redirect("insight:portal_idea", pk=kept)
    return idea_page(request, guest, found, CommentForm())


def idea_page(
    request: HttpRequest, guest: Guest, found: queries.Idea, form: CommentForm, status: int = 200
) -> HttpResponse:
    return show(
        request,
        guest,
        "idea",
        status,
        page="ideas",
        idea=found,
        comments=queries.comments_on(found.pk, guest.visitor),
        following=topics_of(guest.visitor),
        importances=queries.IMPORTANCES,
        form=form,
        here=reverse("insight:portal_idea", args=[found.pk]),
    )


@portal_page
def changes(request: HttpRequest, guest: Guest) -> HttpResponse:
    shown, page, pages = changelog.changes(page_of(request))
    return show(
        request,
        guest,
        "changes",
        page="changes",
        changes=shown,
        number=page,
        pages=pages,
        following=topics_of(guest.visitor),
        here=request.path,
    )


@portal_page
def feed(request: HttpRequest, guest: Guest) -> HttpResponse:
    """Atom. A portal for members has none: feed readers do not sign in."""
    if guest.portal.members_only or not guest.portal.is_on:
        raise NotVisible
    page = mail.absolute(reverse("insight:portal_changes"))
    atom = Atom1Feed(
        title=f"{people.organisation()}: what’s new",
        link=page,
        description=None,
        feed_url=mail.absolute(request.path),
        language="en",
    )
    for entry in changelog.latest_changes(changelog.IN_FEED):
        address = f"{page}#change-{entry.pk}"
        atom.add_item(
            title=entry.title,
            link=address,
            description=entry.text,
            unique_id=address,
            pubdate=entry.published_at,
            updateddate=entry.published_at,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def page_of(request: HttpRequest) -> int:
    return min(whole(request.GET.get("page", "")) or 1, 100_000)
