"""What the keys of the inbox offer: reasons, days, people, texts to begin a reply with."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Count, Q, When
from django.db.models.functions import Lower

from northing.insight.models import Importance, Opportunity, ReplyTemplate
from northing.insight.queries.inbox_piece import ReadPiece
from northing.organisation.models import Member
from northing.organisation.queries.people import active_members

IMPORTANCES = tuple(Importance.choices)
REASONS = ("Nothing to do", "Not about our products", "Spam", "Cannot be understood")
OFFERED = 8
MOST_WORDS = 8
PLACE = re.compile(rf"\{{({'|'.join(ReplyTemplate.PLACES)})\}}")


@dataclass(frozen=True, slots=True)
class Day:
    label: str
    day: date


@dataclass(frozen=True, slots=True)
class ReplyText:
    """A template with this piece's names in it."""

    name: str
    text: str


def snooze_days(today: date) -> tuple[Day, ...]:
    monday = today + timedelta(days=7 - today.weekday())
    return (
        Day("Tomorrow", today + timedelta(days=1)),
        Day("Monday", monday),
        Day("In two weeks", today + timedelta(days=14)),
        Day("In a month", today + timedelta(days=30)),
    )


def problems_named(actor: Member, words: str) -> list[Opportunity]:
    """Standing opportunities whose names hold each of the words; those that were decided come last."""
    found = Opportunity.objects.visible_to(actor).standing().defer("words", "statement")
    for word in words.split()[:MOST_WORDS]:
        found = found.filter(name__icontains=word)
    closed = Case(When(state__in=Opportunity.CLOSED, then=1), default=0)
    return list(found.order_by(closed, Lower("name"), "pk")[:OFFERED])


def colleagues(actor: Member) -> tuple[Member, ...]:
    """Whom a piece may be handed to: those nearest to the actor's work first."""
    near = Count("memberships", filter=Q(memberships__team__memberships__member=actor))
    return tuple(active_members().exclude(role="viewer").annotate(near=near).order_by("-near", "name"))


def reply_texts(actor: Member, reading: ReadPiece) -> tuple[ReplyText, ...]:
    piece = reading.piece
    every = (*reading.matches.also, *reading.matches.problems) if reading.matches else ()
    linked = next((match for match in every if match.links), every[0] if every else None)
    said = {
        "contact": piece.contact.name.split()[0] if piece.contact and piece.contact.name.strip() else "there",
        "customer": piece.customer.name if piece.customer else "you",
        "opportunity": linked.opportunity.name if linked else "this",
        "me": actor.name,
    }
    return tuple(
        ReplyText(template.name, PLACE.sub(lambda found: said[found[1]], template.text))
        for template in ReplyTemplate.objects.all()
    )
