"""A portal that is on, an idea in it, and somebody who signed in."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from northing.insight import commands
from northing.insight.commands import portal
from northing.insight.models import Contact, Customer, Opportunity, Visit, Visitor
from northing.insight.views.portal.gate import VISIT
from northing.kernel import clock
from northing.organisation.tokens import token_hash
from tests.conftest import World

SignedIn = Callable[..., tuple[Client, Visitor]]


@pytest.fixture(autouse=True)
def _limits_begin_anew(db: None) -> Iterator[None]:
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _mail_works(settings: Any) -> None:
    settings.MAIL_IS_CONFIGURED = True


@pytest.fixture
def idea(world: World) -> Opportunity:
    """Public by other words than staff's."""
    portal.set_up_portal(actor=world.olive, is_on=True, introduction="Plans can change.")
    return commands.create_opportunity(
        actor=world.mara,
        name="Clerks of Brandt cannot refund a line",
        statement="Brandt pays 412,000 and is angry",
        product=world.billing,
        is_public=True,
        public_name="Refund part of an invoice",
        public_answer="Keeps the first date.",
    )


@pytest.fixture
def brandt(world: World) -> Customer:
    return commands.create_customer(actor=world.mara, name="Brandt Logistik", revenue=412_000)


@pytest.fixture
def katrin(world: World, brandt: Customer) -> Contact:
    return commands.add_contact(
        actor=world.mara, customer=brandt, name="Katrin Vogel", email="katrin@brandt.example"
    )


@pytest.fixture
def signed_in(world: World) -> SignedIn:
    """`signed_in("uwe@ostwind.example")`: a browser in which that address was proved."""

    def enter(email: str = "katrin@brandt.example") -> tuple[Client, Visitor]:
        contact = Contact.objects.filter(email=email).first()
        visitor = Visitor.objects.create(email=email, contact=contact, joined_at=clock.now())
        token = f"visit-of-{email}"
        Visit.objects.create(
            visitor=visitor, token_hash=token_hash(token), expires_at=clock.now() + portal.VISIT_LASTS
        )
        client = Client()
        client.cookies[VISIT] = token
        return client, visitor

    return enter
