"""What those who keep the portal see of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet

from northing.insight.models import Comment, Contact, Following, Opportunity, Visitor, Vote
from northing.kernel.errors import NotVisible
from northing.organisation.models import Member

PAGE = 100


@dataclass(frozen=True, slots=True)
class Published:
    """An idea with what customers did about it."""

    opportunity: Opportunity
    votes: int
    waiting: int
    followers: int


@dataclass(frozen=True, slots=True)
class InThePortal:
    """What an opportunity's page says of it."""

    votes: Sequence[Vote]
    comments: Sequence[Comment]
    followers: int


def published(actor: Member) -> list[Published]:
    """Ideas that the actor may know of, most votes first."""
    found = Opportunity.objects.visible_to(actor).in_the_portal().select_related("product", "owner")
    rows = list(found.defer("words", "statement").order_by("public_name", "pk"))
    pks = [row.pk for row in rows]
    votes = _counted(Vote.objects.filter(opportunity__in=pks), "opportunity")
    waits = Comment.objects.filter(opportunity__in=pks, shown_at=None, hidden_at=None)
    waiting = _counted(waits, "opportunity")
    followers = _counted(Following.objects.filter(topic__in=[f"opportunity:{pk}" for pk in pks]), "topic")
    shown = [
        Published(row, votes.get(row.pk, 0), waiting.get(row.pk, 0), followers.get(f"opportunity:{row.pk}", 0))
        for row in rows
    ]
    return sorted(shown, key=lambda each: -each.votes)


def waiting_comments(actor: Member) -> Sequence[Comment]:
    """The oldest first: whoever wrote it waits."""
    return list(_comments(actor).filter(shown_at=None, hidden_at=None)[:PAGE])


def waiting(actor: Member) -> int:
    return _comments(actor).filter(shown_at=None, hidden_at=None).count()


def recent_comments(actor: Member) -> Sequence[Comment]:
    """Shown or hidden, the latest first."""
    return list(_comments(actor).exclude(shown_at=None, hidden_at=None).order_by("-made_at", "-pk")[:PAGE])


def comment(actor: Member, pk: int) -> Comment:
    found = _comments(actor).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def visitors(page: int) -> tuple[Sequence[Visitor], int, int, int]:
    """A page of them with what they did; its number, how many pages and people there are."""
    found = Visitor.objects.select_related("contact__customer").annotate(
        votes_given=Count("votes", distinct=True), comments_made=Count("comments", distinct=True)
    )
    pages = Paginator(found.order_by("-joined_at", "-pk"), PAGE)
    shown = pages.get_page(page)
    return list(shown.object_list), shown.number, pages.num_pages, pages.count


def visitor(pk: int) -> Visitor:
    found = Visitor.objects.select_related("contact").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def vote(actor: Member, pk: int) -> Vote:
    visible = Opportunity.objects.visible_to(actor)
    found = (
        Vote.objects.filter(pk=pk, opportunity__in=visible).select_related("opportunity", "customer").first()
    )
    if found is None:
        raise NotVisible
    return found


def in_the_portal(pk: int) -> InThePortal:
    votes = Vote.objects.filter(opportunity=pk).select_related("visitor", "customer", "given_by")
    comments = Comment.objects.filter(opportunity=pk).select_related("visitor", "member")
    return InThePortal(
        votes=list(votes.order_by("-importance", "-made_at")[:PAGE]),
        comments=list(comments[:PAGE]),
        followers=Following.objects.filter(topic=f"opportunity:{pk}").count(),
    )


def is_known(email: str) -> bool:
    """Whether the address is a contact's: asked only where the answer goes to that address."""
    return Contact.objects.filter(email=email).exists()


def _comments(actor: Member) -> QuerySet[Comment]:
    visible = Opportunity.objects.visible_to(actor)
    found = Comment.objects.filter(opportunity__in=visible)
    return found.select_related("opportunity", "visitor__contact__customer", "member")


def _counted(rows: QuerySet[Any], by: str) -> dict[Any, int]:
    return dict(rows.order_by().values_list(by).annotate(Count("pk")))
