"""What stands before every page of the portal: is it on, who comes, and which sites may show it in a frame."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate

from allauth.core.internal import ratelimit
from csp.constants import NONE
from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from northing.insight.queries.portal import place
from northing.insight.queries.portal.place import Guest
from northing.kernel.errors import NotVisible
from northing.organisation.request import actor_of

if TYPE_CHECKING:
    from northing.insight.models import Portal, Visitor

VISIT, BROWSER = "portal_visit", "portal_browser"
LIMITS = {
    "portal_entry": "20/15m/ip,3/15m/key",
    "portal_code": "30/15m/ip",
    "portal_idea": "20/h/ip,10/h/key",
    "portal_unsigned_idea": "5/h/ip",
    "portal_comment": "30/h/ip,10/h/key",
    "portal_act": "300/h/ip,120/h/key",
    "portal_alike": "120/m/ip",
}
Page = Callable[Concatenate[HttpRequest, Guest, ...], HttpResponse]
VisitorAct = Callable[Concatenate[HttpRequest, "Visitor", ...], HttpResponse]


def portal_page(view: Page) -> Callable[..., HttpResponse]:
    """A page to look at. A portal that is off exists only for those who work here; one for members sends others
    to its sign-in page."""

    @wraps(view)
    def looked_at(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        guest = guest_of(request)
        if guest.may_look:
            response = view(request, guest, **kwargs)
        elif guest.embedded:
            response = show(request, guest, "members_only")
        else:
            return to_sign_in(request.get_full_path())
        return framed(response, guest.portal)

    return looked_at


def portal_door(view: Page) -> Callable[..., HttpResponse]:
    """A page of signing in. Never in a frame: nobody else's page lies around it."""

    @wraps(view)
    def opened(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        response = view(request, guest_of(request), **kwargs)
        response["Cache-Control"] = "no-store, private"
        return response

    return opened


def for_visitors(view: VisitorAct) -> Callable[..., HttpResponse]:
    """Something that one does as somebody: others sign in first, and come back to where they were."""

    @wraps(view)
    def done(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        guest = guest_of(request)
        if guest.visitor is None:
            return to_sign_in(back_to(request.POST))
        return view(request, guest.visitor, **kwargs)

    return done


def guest_of(request: HttpRequest) -> Guest:
    portal = place.portal()
    member = actor_of(request) if request.user.is_authenticated else None
    if not portal.is_on and member is None:
        raise NotVisible
    visitor = place.visitor_of(request.COOKIES.get(VISIT, ""), portal) if portal.is_on else None
    embedded = request.headers.get("Sec-Fetch-Dest") == "iframe" or "embedded" in request.GET
    return Guest(portal, visitor, member, embedded)


def show(request: HttpRequest, guest: Guest, name: str, status: int = 200, **context: Any) -> HttpResponse:
    """A page of the portal. `here`: where its buttons lead back to."""
    shown = {"guest": guest, "page": "", "here": request.get_full_path(), "following": frozenset(), **context}
    return render(request, f"insight/portal/{name}.html", shown, status=status)


def framed(response: HttpResponse, portal: "Portal") -> HttpResponse:
    """Only the sites that the owner named may show it. Both headers say so: the older one cannot name sites, so
    it goes where there are some."""
    setattr(response, "_csp_replace", {"frame-ancestors": portal.embedded_by or [NONE]})  # noqa: B010
    setattr(response, "xframe_options_exempt", bool(portal.embedded_by))  # noqa: B010
    response["Cache-Control"] = "no-cache, private"
    if portal.members_only:
        response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def too_often(request: HttpRequest, action: str, key: str = "") -> bool:
    """Counts this one, too. The same limiter as for guessing passwords, over all processes."""
    used = ratelimit.consume(
        request, app="northing", action=action, config=LIMITS, key=key or None, limit_get=True
    )
    return used is None


def to_sign_in(back: str) -> HttpResponse:
    return redirect(coming_back("insight:portal_sign_in", back))


def coming_back(route: str, back: str) -> str:
    """The address of a page that leads to `back` in the end."""
    query = QueryDict(mutable=True)
    query["next"] = back
    return f"{reverse(route)}?{query.urlencode(safe='/')}"


def back_to(sent: QueryDict) -> str:
    """Where the form stood, as long as that is a page of the portal."""
    home, asked = reverse("insight:portal"), sent.get("next", "")
    fits = asked.startswith(home) and not set(asked) & set("\\\r\n") and "//" not in asked
    return asked if fits else home


def keep(response: HttpResponse, name: str, secret: str, seconds: int) -> None:
    """A cookie for the portal's pages only, which no script reads. Lax: it does not travel into other sites'
    frames, where acting therefore opens the portal in a tab of its own."""
    response.set_cookie(
        name,
        secret,
        max_age=seconds,
        path=reverse("insight:portal"),
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )
