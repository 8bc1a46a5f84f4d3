"""The cast, and the world they work in. State is built through commands, as a person would."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import Client, TransactionTestCase, override_settings
from django.test.client import ClientHandler
from hypothesis import HealthCheck, settings

from northing.kernel import clock
from northing.organisation import commands
from northing.organisation.models import Member, Team
from northing.portfolio.models import Product, ProductLine
from northing.ui.toasts import take_toasts
from tests import emptying
from tests.keeping import Kept

# No test is timed: a busy machine is no fault of ours.
settings.register_profile(
    "northing", deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow]
)
# pytest --hypothesis-profile=thorough
settings.register_profile("thorough", settings.get_profile("northing"), max_examples=500)
settings.load_profile("northing")
NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)  # a Monday
PASSWORD = "a staple that is correct"


@dataclass
class World:
    """Tarn: three products, two teams, six people.

    olive    owner
    hana     head of product; owns Terminal
    mara     product manager; owns Billing; in Billing Core
    tim      team member of Billing Core
    oscar    team member of Data, which he leads; owns Insights. Nothing of Billing is his
    vera     viewer
    """

    olive: Member
    hana: Member
    mara: Member
    tim: Member
    oscar: Member
    vera: Member
    billing_core: Team
    data: Team
    line: ProductLine
    billing: Product
    terminal: Product
    insights: Product

    @property
    def cast(self) -> dict[str, Member]:
        names = ("olive", "hana", "mara", "tim", "oscar", "vera")
        return {name: getattr(self, name) for name in names}


def build_world() -> World:
    """Everything at `NOW`; the caller has the transaction."""
    with clock.frozen(NOW):
        olive = commands.create_organisation(
            organisation="Tarn", name="Olive Reyes", email="olive@tarn.example", password=PASSWORD
        )

        def join(name: str, role: str, manager: Member) -> Member:
            email = f"{name.split()[0].lower()}@tarn.example"
            return commands.add_member(
                actor=olive, email=email, name=name, role=role, manager=manager, password=PASSWORD
            )

        hana = join("Hana Sato", "head", olive)
        mara = join("Mara Lind", "manager", hana)
        tim = join("Tim Abbot", "member", mara)
        oscar = join("Oscar Bell", "member", hana)
        vera = join("Vera Costa", "viewer", olive)
        billing_core = commands.create_team(
            actor=hana, name="Billing Core", mission="Invoices that pay themselves"
        )
        data = commands.create_team(actor=hana, name="Data", lead=oscar)
        commands.set_membership(actor=hana, team=billing_core, member=mara, share=50, discipline="product")
        commands.set_membership(actor=hana, team=billing_core, member=tim)
        commands.set_membership(actor=hana, team=data, member=oscar, discipline="product")
        line = ProductLine.objects.create(name="Payments")
        owned = {"Billing": mara, "Terminal": hana, "Insights": oscar}
        products = [Product.objects.create(name=name, owner=owner, line=line) for name, owner in owned.items()]
    return World(olive, hana, mara, tim, oscar, vera, billing_core, data, line, *products)


kept_world = Kept(build_world)


@pytest.fixture(autouse=True, scope="session")
def _quick_passwords() -> Iterator[None]:
    """A slow hash is what protects a password, and what a thousand tests cannot afford."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(autouse=True, scope="session")
def _quick_emptying() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", emptying.empty)
        yield


@pytest.fixture
def frozen_now() -> Iterator[datetime]:
    with clock.frozen(NOW):
        yield NOW


@pytest.fixture
def world(db: None, frozen_now: datetime) -> World:
    """Time stands at `NOW` in every test that asks for the world."""
    return kept_world()


@pytest.fixture
def olive(world: World) -> Member:
    return world.olive


@pytest.fixture
def hana(world: World) -> Member:
    return world.hana


@pytest.fixture
def mara(world: World) -> Member:
    return world.mara


@pytest.fixture
def tim(world: World) -> Member:
    return world.tim


@pytest.fixture
def oscar(world: World) -> Member:
    return world.oscar


@pytest.fixture
def vera(world: World) -> Member:
    return world.vera


class Reader(Client):
    """Answers as they are read: where a template breaks a line, between tags or words, says nothing."""

    def request(self, **request: Any) -> HttpResponse:
        answer = super().request(**request)
        if answer.headers.get("Content-Type", "").startswith("text/html") and not answer.streaming:
            between = re.sub(rb">\s*\n\s*<", b"><", answer.content)
            answer.content = re.sub(rb"\s*\n {2,}", b" ", between)
        return answer


class Clients:
    """A browser for each of the cast: `clients["mara"].get("/")`; `clients["nobody"]` is signed out."""

    handler = ClientHandler(enforce_csrf_checks=False)  # one for all: each would load the middleware anew

    def __init__(self, world: World) -> None:
        self._world = world
        self._clients: dict[str, Client] = {}

    def __getitem__(self, name: str) -> Client:
        if name not in self._clients:
            client = Reader()
            client.handler = self.handler
            if name != "nobody":
                client.cookies["sessionid"] = signed_in(self._world.cast[name])
            self._clients[name] = client
        return self._clients[name]


def signed_in(member: Member) -> str:
    """The key of a new session, without what else happens when somebody comes in."""
    session = SessionStore()
    session[SESSION_KEY] = str(member.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = member.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def offered_undo(client: Client) -> str:
    """Where the toast that the next page will show has its undo."""
    request = HttpRequest()
    request.session = client.session
    return take_toasts(request, page=True)[-1].undo


BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def clients(world: World) -> Clients:
    return Clients(world)
