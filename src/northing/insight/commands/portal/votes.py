"""Votes: a visitor's own, and those that staff give for a customer who said so elsewhere."""

from northing.insight import policies
from northing.insight.commands.evidence import recount
from northing.insight.commands.feedback import VIEWERS_READ
from northing.insight.commands.portal.following import follows
from northing.insight.commands.portal.rows import by_visitor, locked_visitor, open_idea
from northing.insight.commands.rows import check, locked_opportunity
from northing.insight.models import Customer, Importance, Opportunity, Visitor, Vote
from northing.insight.queries.portal.ideas import votes_in_use
from northing.insight.queries.portal.place import portal
from northing.kernel import clock
from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member


def give_vote(*, visitor: Visitor, idea: int, importance: int = Importance.WANTED) -> Vote:
    """Once an idea; again changes how much it matters. Who votes hears what becomes of it."""
    with by_visitor(visitor, command="insight.give_vote"):
        me, problem = locked_visitor(visitor), open_idea(idea)
        vote = Vote.objects.filter(opportunity=problem, visitor=me).first()
        if vote is None:
            _within_limit(me)
            customer = me.contact.customer if me.contact else None
            vote = Vote(opportunity=problem, visitor=me, customer=customer, made_at=clock.now())
            follows(me, f"opportunity:{problem.pk}")
        vote.importance = importance
        check(vote)
        vote.save()
        recount([problem.pk])
    return vote


def take_vote_back(*, visitor: Visitor, idea: int) -> None:
    """They still hear about it, until they say otherwise."""
    with by_visitor(visitor, command="insight.take_vote_back"):
        me, problem = locked_visitor(visitor), open_idea(idea)
        Vote.objects.filter(opportunity=problem, visitor=me).delete()
        recount([problem.pk])


def vote_for(
    *,
    actor: Member,
    opportunity: Opportunity,
    customer: Customer,
    importance: int = Importance.WANTED,
    reason: str = "",
) -> Vote:
    """On behalf of a customer, once; again changes how much it matters."""
    with recorded(actor=actor, command="insight.vote_for", reason=reason):
        problem = locked_opportunity(actor, opportunity)
        _must_listen(actor)
        if not Customer.objects.standing().filter(pk=customer.pk).exists():
            raise Refused(customer="Choose a customer.")
        there = Vote.objects.filter(opportunity=problem, customer=customer, visitor=None).first()
        vote = there or Vote(opportunity=problem, customer=customer, made_at=clock.now())
        vote.importance, vote.given_by = importance, actor
        check(vote)
        vote.save()
        recount([problem.pk])
    return vote


def remove_vote(*, actor: Member, vote: Vote) -> None:
    """One that staff gave. What a visitor said stands until they take it back."""
    with recorded(actor=actor, command="insight.remove_vote"):
        problem = locked_opportunity(actor, vote.opportunity)
        _must_listen(actor)
        given = Vote.objects.select_for_update().filter(pk=vote.pk, visitor=None).first()
        if given is None:
            raise NotVisible
        given.delete()
        recount([problem.pk])


def _within_limit(visitor: Visitor) -> None:
    most = portal().votes_each
    if most is not None and votes_in_use(visitor) >= most:
        raise Refused(f"Each of you has {most} votes. Take one back to give it here.")


def _must_listen(actor: Member) -> None:
    if not policies.may_triage(actor):
        raise NotAllowed(VIEWERS_READ)
