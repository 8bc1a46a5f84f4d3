"""What the inbox shows and in which order: one typed object, parsed once, for page and saved filters."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

from django.contrib.postgres.search import SearchQuery
from django.db.models import Exists, F, OrderBy, OuterRef, Q, QuerySet
from pydantic import Field

from northing.insight.models import Feedback, FeedbackState, Highlight, Kind, Opportunity, Source
from northing.insight.queries.saying import NEWEST
from northing.kernel.filters import SEVERAL, Ids, ListFilter, Words
from northing.kernel.numbers import Id
from northing.organisation.models import Member

SEARCH_LIMIT = 200


class Tab(StrEnum):
    TRIAGE = "triage"
    OWED = "owed"
    MINE = "mine"
    DONE = "done"
    ALL = "all"


class Age(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    OLDER = "older"


AGES = {Age.DAY: timedelta(days=1), Age.WEEK: timedelta(days=7), Age.MONTH: timedelta(days=30)}


class InboxFilter(ListFilter):
    tab: Tab = Tab.TRIAGE
    q: str = Field(default="", max_length=SEARCH_LIMIT)
    source: Annotated[tuple[Source, ...], SEVERAL] = ()
    kind: Annotated[tuple[Kind, ...], SEVERAL] = ()
    segment: Ids = ()
    product: Ids = ()
    customer: Id | None = None
    opportunity: Id | None = None
    who: str = Field(default="", max_length=SEARCH_LIMIT, description="Part of the customer's name.")
    language: Words = ()
    assignee: Ids = ()
    age: Age | None = None

    @property
    def is_narrowed(self) -> bool:
        return bool(self.query(tab=Tab.TRIAGE))

    def condition(self, now: datetime) -> Q:
        """What is left in besides the tab and the words, as one condition on feedback."""
        wanted = Q()
        for name in ("source", "kind", "product", "language", "assignee"):
            if values := getattr(self, name):
                wanted &= Q(**{f"{name}__in": values})
        if self.segment:
            wanted &= Q(customer__memberships__segment__in=self.segment)
        if self.customer is not None:
            wanted &= Q(customer=self.customer)
        if self.who:
            wanted &= Q(customer__name__icontains=self.who)
        if self.age is Age.OLDER:
            wanted &= Q(received_at__lt=now - AGES[Age.MONTH])
        elif self.age is not None:
            wanted &= Q(received_at__gte=now - AGES[self.age])
        return wanted

    @property
    def says(self) -> Q:
        """What a piece has to say, as search engines on the web read it."""
        return Q(words=SearchQuery(self.q, config="simple", search_type="websearch")) if self.q else Q()

    def order(self) -> list[OrderBy]:
        """What was promised first comes first; what is done lies with the newest on top."""
        if self.tab in {Tab.DONE, Tab.ALL}:
            return [*NEWEST]
        return [F("reply_by").asc(nulls_last=True), *NEWEST]

    def apply(self, actor: Member, now: datetime) -> "QuerySet[Feedback]":
        """The pieces that the actor may see and that are left in whatever they say, unordered."""
        found = _of_tab(self.tab, actor, now).filter(self.condition(now))
        if self.opportunity is not None:
            shown = Opportunity.objects.visible_to(actor).filter(pk=self.opportunity)
            found = found.filter(
                Exists(Highlight.objects.filter(opportunity__in=shown, feedback=OuterRef("pk")))
            )
        # A customer may be in two of the segments asked for.
        return found.distinct() if len(self.segment) > 1 else found


def _of_tab(tab: Tab, actor: Member, now: datetime) -> "QuerySet[Feedback]":
    seen = Feedback.objects.visible_to(actor)
    if tab is Tab.TRIAGE:
        return seen.to_triage(now)
    if tab is Tab.OWED:
        return seen.owed_a_reply()
    if tab is Tab.MINE:
        owed = Q(reply_by__isnull=False, answered_at=None) & ~Q(state=FeedbackState.SET_ASIDE)
        awake = Q(snoozed_until=None) | Q(snoozed_until__lte=now)
        return seen.standing().filter(Q(state=FeedbackState.NEW) & awake | owed, assignee=actor)
    if tab is Tab.DONE:
        return seen.standing().exclude(state=FeedbackState.NEW)
    return seen.standing()
