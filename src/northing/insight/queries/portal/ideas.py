"""Ideas: opportunities that staff published, by the words that customers read. No other word is fetched."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from northing.insight.models import (
    Comment,
    Following,
    Importance,
    Opportunity,
    OpportunityQuerySet,
    OpportunityState,
    Visitor,
    Vote,
)
from northing.insight.slots import planned
from northing.kernel import clock
from northing.kernel.errors import NotVisible

PAGE = 50
IMPORTANCES = Importance.choices
# What each state is called where customers read it, and whether one can still vote.
STANDING = {
    OpportunityState.EXPLORING: "Looking into it",
    OpportunityState.CANDIDATE: "Looking into it",
    OpportunityState.PLANNED: "Planned",
    OpportunityState.IN_DELIVERY: "Being built",
    OpportunityState.SOLVED: "Out now",
    OpportunityState.PARKED: "Not now",
    OpportunityState.DECLINED: "Not planned",
}


@dataclass(frozen=True, slots=True)
class Idea:
    """`mine`: the importance that the visitor gave it, 0 without a vote of theirs."""

    pk: int
    name: str
    answer: str
    state: str
    votes: int
    comments: int
    mine: int = 0

    @property
    def standing(self) -> str:
        return STANDING[OpportunityState(self.state)]

    @property
    def takes_votes(self) -> bool:
        return self.state not in Opportunity.CLOSED

    @property
    def topic(self) -> str:
        return f"opportunity:{self.pk}"


@dataclass(frozen=True, slots=True)
class Ideas:
    shown: Sequence[Idea]
    total: int
    page: int
    pages: int


def published() -> OpportunityQuerySet:
    return Opportunity.objects.all().in_the_portal()


def top_ideas(visitor: Visitor | None, most: int) -> tuple[list[Idea], int]:
    """Those with the most votes that are still open to them, and how many ideas there are in all."""
    rows = _rows(published())[:most]
    return _ideas(rows, visitor), published().count()


def ideas(visitor: Visitor | None, page: int) -> Ideas:
    pages = Paginator(_rows(published()), PAGE)
    found = pages.get_page(page)
    return Ideas(_ideas(found.object_list, visitor), pages.count, found.number, pages.num_pages)


def ideas_among(pks: Sequence[int], visitor: Visitor | None) -> list[Idea]:
    """In the order of the primary keys."""
    found = {idea.pk: idea for idea in _ideas(_rows(published().filter(pk__in=pks)), visitor)}
    return [found[pk] for pk in pks if pk in found]


def idea(pk: int, visitor: Visitor | None = None) -> Idea:
    found = _ideas(_rows(published().filter(pk=pk)), visitor)
    if not found:
        raise NotVisible
    return found[0]


def where_the_idea_went(pk: int) -> int | None:
    """The idea that stands for one that was merged away, so that links to it still lead somewhere."""
    found = Opportunity.objects.filter(pk=pk, is_public=True).only("merged_into").first()
    kept = found.merged_into_id if found else None
    return kept if kept and published().filter(pk=kept).exists() else None


def comments_on(pk: int, visitor: Visitor | None) -> Sequence[Comment]:
    """Those that are shown, and the visitor's own that wait."""
    shown = Comment.objects.filter(opportunity=pk, hidden_at=None).exclude(shown_at=None)
    own = Comment.objects.filter(opportunity=pk, hidden_at=None, shown_at=None, visitor=visitor)
    found = shown | own if visitor else shown
    return list(found.select_related("visitor").order_by("made_at", "pk"))


def titles_and_texts() -> tuple[tuple[int, str, str], ...]:
    """Of all open ideas, what customers read: for finding those that say the same."""
    rows = published().exclude(state__in=Opportunity.CLOSED).order_by("pk")
    return tuple(rows.values_list("pk", "public_name", "public_answer"))


def names() -> list[tuple[int, str]]:
    """Of all ideas, by name."""
    return list(published().order_by("public_name", "pk").values_list("pk", "public_name"))


def votes_in_use(visitor: Visitor) -> int:
    """Votes on what is decided are free again."""
    return Vote.objects.filter(visitor=visitor).exclude(opportunity__state__in=Opportunity.CLOSED).count()


def followed(visitor: Visitor) -> list[tuple[str, str]]:
    """Topics that they follow, each by the name that customers read; what the portal lost is left out."""
    topics = set(Following.objects.filter(visitor=visitor).values_list("topic", flat=True))
    named = {f"opportunity:{pk}": name for pk, name in names()}
    named |= {thing.topic: thing.name for thing in planned.since(clock.today())}
    return sorted(((topic, named[topic]) for topic in topics & named.keys()), key=lambda each: each[1])


def _rows(found: OpportunityQuerySet) -> "QuerySet[Opportunity, tuple[int, str, str, str, int, int]]":
    """Most votes first. Counted beside each other, not joined, which would count one for each of the other."""
    votes = Vote.objects.filter(opportunity=OuterRef("pk")).order_by().values("opportunity")
    said = Comment.objects.filter(opportunity=OuterRef("pk"), hidden_at=None).exclude(shown_at=None)
    comments = said.order_by().values("opportunity")
    return (
        found.annotate(
            votes_given=Coalesce(Subquery(votes.annotate(n=Count("pk")).values("n"), IntegerField()), 0),
            comments_shown=Coalesce(Subquery(comments.annotate(n=Count("pk")).values("n"), IntegerField()), 0),
        )
        .order_by("-votes_given", "pk")
        .values_list("pk", "public_name", "public_answer", "state", "votes_given", "comments_shown")
    )


def _ideas(rows: object, visitor: Visitor | None) -> list[Idea]:
    found = [Idea(*row) for row in rows]  # type: ignore[attr-defined]  # a queryset or a page of it
    if visitor is None or not found:
        return found
    mine = dict(
        Vote.objects.filter(visitor=visitor, opportunity__in=[each.pk for each in found]).values_list(
            "opportunity_id", "importance"
        )
    )
    return [
        Idea(each.pk, each.name, each.answer, each.state, each.votes, each.comments, mine.get(each.pk, 0))
        for each in found
    ]
