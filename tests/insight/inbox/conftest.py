"""An inbox with something in it, made as people make it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from northing.insight import commands
from northing.insight.models import Contact, Customer, Feedback, Opportunity, ReplyRule, Segment
from tests.conftest import Clients, World
from tests.keeping import kept

FRIDAY = datetime(2026, 5, 22, 15, 0, tzinfo=UTC)
HTMX = {"HX-Request": "true"}
TEXT = (
    "Hi Priya,\n\nWe refund one line of thirty. We credit the whole invoice and issue it again. "
    "The second invoice gets a new date.\n\nBest regards,\nKatrin"
)


@dataclass
class Heard:
    """Brandt asks for partial refunds, twice; Quay asks for less."""

    brandt: Customer
    quay: Customer
    katrin: Contact
    piece: Feedback
    earlier: Feedback
    small: Feedback
    refund: Opportunity
    payout: Opportunity


def hear(world: World) -> Heard:
    brandt = commands.create_customer(
        actor=world.mara, name="Brandt Logistik", revenue=Decimal(412_000), country="Germany", health="cooling"
    )
    quay = commands.create_customer(actor=world.mara, name="Quayside", revenue=Decimal(18_000))
    enterprise = Segment.objects.create(name="Enterprise")
    commands.put_in_segments(actor=world.mara, customer=brandt, segments=[enterprise.pk])
    ReplyRule.objects.create(segment=enterprise, working_days=3)
    katrin = Contact.objects.create(customer=brandt, name="Katrin Vogel", email="katrin@brandt.example")
    refund = commands.create_opportunity(
        actor=world.mara,
        name="Refund part of an invoice",
        statement="Clerks credit the whole invoice and issue it again",
        product=world.billing,
    )
    payout = commands.create_opportunity(actor=world.mara, name="Split a payout by property")
    earlier = commands.add_feedback(
        actor=world.tim,
        text="We credit the whole invoice for one line.",
        customer=brandt,
        received_at=datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
    )
    piece = commands.add_feedback(
        actor=world.tim,
        title="Partial refunds",
        text=TEXT,
        source="email",
        customer=brandt,
        contact=katrin,
        product=world.billing,
        received_at=FRIDAY,
    )
    small = commands.add_feedback(actor=world.tim, text="Editing forty lines took my Saturday", customer=quay)
    return Heard(brandt, quay, katrin, piece, earlier, small, refund, payout)


@pytest.fixture
@kept
def heard(world: World) -> Heard:
    return hear(world)


def panes(clients: Clients, pk: int) -> str:
    """What the page asks for by itself, once a piece is shown, and what every other piece comes as."""
    return clients["mara"].get(reverse("insight:piece", args=[pk]), headers=HTMX).content.decode()
