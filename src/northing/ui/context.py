"""What the shell needs on every page, worked out only when a template asks for it."""

from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.http import HttpRequest

from northing.kernel import clock
from northing.organisation import past, policies
from northing.organisation.models import Member
from northing.organisation.queries import notices
from northing.organisation.request import day_looked_at
from northing.ui import navigation
from northing.ui.toasts import Toast, take_toasts

EARLIER = {"Yesterday": 1, "A week ago": 7, "Four weeks ago": 28, "A quarter ago": 91, "A year ago": 364}
# On a page of the past today is the day looked at.
STILL_EARLIER = {"A day earlier": 1, "A week earlier": 7, "Four weeks earlier": 28, "A year earlier": 364}
THEMES = frozenset({"light", "dark"})


class Shell:
    """The frame around a page for one request: rail, tab bar, where we are, toasts that wait."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def member(self) -> Member | None:
        user = getattr(self._request, "user", None)
        return user if isinstance(user, Member) else None

    @property
    def signed_in(self) -> bool:
        return self.member is not None

    @cached_property
    def _frame(self) -> tuple[str, int]:
        return notices.frame(self.member)

    @property
    def organisation(self) -> str:
        return self._frame[0]

    @property
    def notices(self) -> int:
        """How many the member has not read."""
        return self._frame[1]

    @cached_property
    def _links(self) -> dict[navigation.Entry, navigation.Link]:
        return navigation.links(self.member, self._request.path) if self.member else {}

    @cached_property
    def rail(self) -> tuple[navigation.Link, ...]:
        return navigation.sections(self._links)

    @cached_property
    def tabs(self) -> tuple[navigation.Link, ...]:
        return navigation.tabs(self._links)

    @cached_property
    def section(self) -> str:
        """The name of the section we are in, for the breadcrumbs."""
        return next((link.label for link in self.rail if link.current_within and link.below), "")

    @cached_property
    def page(self) -> str:
        """The name of the rail's entry whose page this is."""
        links = (below for link in self.rail for below in (link, *link.below))
        return next((link.label for link in links if link.current), "")

    @cached_property
    def toasts(self) -> list[Toast]:
        return take_toasts(self._request, page=True)

    @cached_property
    def past(self) -> date | None:
        """The day that this browser looks back at."""
        return day_looked_at(self._request) if self.member else None

    @property
    def seen_as(self) -> Member | None:
        """Whose view this is, when it is not one's own."""
        return getattr(self._request, "seen_as", None)

    @property
    def looks_back(self) -> bool:
        """Whether this page is that day's."""
        match = self._request.resolver_match
        return match is not None and past.is_open(match.namespace)

    @cached_property
    def earlier(self) -> tuple[tuple[str, date], ...]:
        """Days to look back at, and how one asks for them; none for whom whole pages of the past are not."""
        if self.member is None or not policies.may_look_back(self.member):
            return ()
        today = clock.today()
        names = (STILL_EARLIER if self.past and self.looks_back else EARLIER).items()
        return tuple((name, today - timedelta(days=days)) for name, days in names)

    @property
    def single_keys(self) -> bool:
        return self.member.single_keys if self.member else True


def shell(request: HttpRequest) -> dict[str, Any]:
    theme = request.COOKIES.get("theme", "")
    return {"theme": theme if theme in THEMES else "", "shell": Shell(request)}
