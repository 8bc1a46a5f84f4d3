"""Customers read what was published for them, and no byte of anything else."""

from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from northing.insight import commands
from northing.insight.commands import portal
from northing.insight.models import Comment, Contact, Opportunity, Visitor
from northing.kernel.errors import Refused
from northing.planning import commands as planning
from northing.planning.models import Audience, Feature, FeatureState, ForecastRun, Initiative, Outlook
from northing.portfolio.models import Product
from tests.conftest import NOW, Clients, World
from tests.insight.portal.conftest import SignedIn

PAGES = (
    "/portal/",
    "/portal/ideas/",
    "/portal/new/",
    "/portal/new.atom",
    "/portal/ideas/new/?text=refund+an+invoice",
)
SECRETS = (
    *("Clerks", "Brandt", "412,000", "angry", "Katrin", "brandt.example", "Rank one", "Zebra", "Mara"),
    *("August", "2026-08", "Billing Core", "40&#8239;%"),
)


@pytest.fixture
def feature(world: World, idea: Opportunity) -> Feature:
    """Due on a day in August; the public reads the quarter and a name of its own."""
    bet = Initiative.objects.create(name="Zebra", public_name="Get paid faster")
    made = planning.create_feature(
        actor=world.mara, name="Rank one thing", product=world.billing, team=world.billing_core
    )
    Feature.objects.filter(pk=made.pk).update(
        public_name="Refund a line", state=FeatureState.PLANNED, initiative=bet, problem="Brandt is angry"
    )
    run = ForecastRun.objects.create(asked_at=NOW, seed=1, draws=1, version="1")
    Outlook.objects.create(
        feature=made, run=run, starts_on="2026-08-03", p50="2026-08-10", p85="2026-08-17", chance=0.4
    )
    return Feature.objects.get(pk=made.pk)


def everything(client: Client, idea: Opportunity) -> Iterator[str]:
    for address in (*PAGES, f"/portal/ideas/{idea.pk}/"):
        response = client.get(address)
        assert response.status_code == 200, address
        yield response.content.decode()


def test_no_byte_tells_of_what_staff_know(
    world: World, idea: Opportunity, feature: Feature, katrin: Contact, client: Client
) -> None:
    said = commands.add_feedback(actor=world.tim, text="Brandt is angry about refunds", contact=katrin)
    commands.highlight(actor=world.tim, feedback=said, opportunity=idea)
    commands.decide(actor=world.mara, opportunity=idea, state="candidate", reason="Brandt is angry")
    Comment.objects.create(opportunity=idea, member=world.mara, text="We test it", made_at=NOW, shown_at=NOW)
    Comment.objects.create(opportunity=idea, member=world.mara, text="Zebra waits", made_at=NOW)
    portal.publish_change(
        actor=world.mara, entry=portal.save_change(actor=world.mara, title="Choose payout days")
    )
    portal.save_change(actor=world.mara, title="Zebra, a draft")
    told = ["chance", "dates", "team", "state", "initiative"]
    Audience.objects.create(slug="public", name="Public", fields=told, public_names=True)
    pages = list(everything(client, idea))
    for page in pages:
        assert [word for word in SECRETS if word in page] == []
    assert "Refund a line" in pages[0]
    assert "July to September" in pages[0]


def test_what_is_about_a_restricted_product_is_not_there(
    world: World, idea: Opportunity, feature: Feature, client: Client
) -> None:
    Product.objects.filter(pk=world.billing.pk).update(restricted=True)
    assert client.get(f"/portal/ideas/{idea.pk}/").status_code == 404
    page = client.get("/portal/").content.decode()
    assert "Refund" not in page


def test_off_it_exists_only_for_those_who_work_here(world: World, idea: Opportunity, clients: Clients) -> None:
    portal.set_up_portal(actor=world.olive, is_on=False)
    for address in ("/portal/", "/portal/ideas/", "/portal/new.atom", "/portal/sign-in/"):
        assert clients["nobody"].get(address).status_code == 404, address
    assert "only you who work here" in clients["vera"].get("/portal/").content.decode()


def test_for_members_only_others_come_to_its_door(
    world: World, idea: Opportunity, katrin: Contact, signed_in: SignedIn, client: Client
) -> None:
    portal.set_up_portal(actor=world.olive, members_only=True)
    assert client.get("/portal/ideas/").headers["Location"].startswith("/portal/sign-in/")
    assert client.get("/portal/new.atom").headers["Location"].startswith("/portal/sign-in/")
    browser, _ = signed_in()
    assert browser.get("/portal/ideas/").status_code == 200
    assert browser.get("/portal/new.atom").status_code == 404
    commands.remove_contact(actor=world.mara, contact=katrin)
    assert browser.get("/portal/ideas/").status_code == 302


def test_only_named_sites_may_show_it_in_a_frame(world: World, idea: Opportunity, client: Client) -> None:
    before = client.get("/portal/").headers
    assert "frame-ancestors 'none'" in before["Content-Security-Policy"]
    assert before["X-Frame-Options"] == "DENY"
    portal.set_up_portal(actor=world.olive, embedded_by=["https://www.tarn.example/"])
    after = client.get("/portal/").headers
    assert "frame-ancestors https://www.tarn.example;" in after["Content-Security-Policy"] + ";"
    assert "X-Frame-Options" not in after
    assert client.get("/portal/sign-in/").headers["X-Frame-Options"] == "DENY"
    inside = client.get("/portal/", headers={"Sec-Fetch-Dest": "iframe"})
    assert '<form method="post"' not in inside.content.decode()
    assert "csrftoken" not in inside.cookies


def test_a_site_is_an_address_and_nothing_else(world: World) -> None:
    for wrong in ("https://a.example; script-src *", "javascript:alert(1)", "*", "https://a.example/page"):
        with pytest.raises(Refused):
            portal.set_up_portal(actor=world.olive, embedded_by=[wrong])


def test_the_feed_is_escaped(world: World, idea: Opportunity, client: Client) -> None:
    nasty = "<script>alert(1)</script> & ]]> \u201cquotes\u201d"
    _publish(world, nasty, f"<b>{nasty}</b>")
    body = client.get("/portal/new.atom").content
    assert b"<script" not in body
    entry = ElementTree.fromstring(body).find(  # noqa: S314  our own bytes
        "{http://www.w3.org/2005/Atom}entry"
    )
    assert entry is not None
    assert entry.findtext("{http://www.w3.org/2005/Atom}title") == nasty
    assert b"<script>alert" not in client.get("/portal/new/").content


@pytest.mark.usefixtures("feature")
def test_more_rows_cost_no_more_queries(
    world: World, idea: Opportunity, signed_in: SignedIn, clients: Clients
) -> None:
    browser, visitor = signed_in("uwe@ostwind.example")
    outside = ("", "ideas/", "new/", f"ideas/{idea.pk}/", "me/")
    inside = ("", "comments/", "planned/", "new/", "people/")
    asked = {f"/portal/{path}": browser for path in outside}
    asked |= {f"/insight/portal/{path}": clients["hana"] for path in inside}

    def counted() -> dict[str, int]:
        found = {}
        for address, client in asked.items():
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200, address
            found[address] = len(queries)
        return found

    _fill(world, idea, visitor, "first")
    counted()  # what is asked once a session
    before = counted()
    for name in ("second", "third", "fourth"):
        _fill(world, idea, portal.welcome(email=f"{name}@quay.example"), name)
        _fill(world, idea, visitor, f"{name} again")
    assert counted() == before


def _fill(world: World, idea: Opportunity, visitor: Visitor, name: str) -> None:
    other = commands.create_opportunity(
        actor=world.mara, name=name, is_public=True, public_name=f"Public {name}", public_answer="Soon"
    )
    portal.give_vote(visitor=visitor, idea=other.pk)
    for shown_at in (NOW, None):
        Comment.objects.create(opportunity=idea, visitor=visitor, text=name, made_at=NOW, shown_at=shown_at)
    _publish(world, name)
    made = Feature.objects.create(name=name, public_name=name, state=FeatureState.PLANNED, created_at=NOW)
    topic = f"planned:{made.pk}"
    portal.follow(visitor=visitor, topic=topic)
    portal.note_planned(actor=world.mara, topic=topic, text="Moved")


def _publish(world: World, title: str, text: str = "") -> None:
    portal.publish_change(actor=world.mara, entry=portal.save_change(actor=world.mara, title=title, text=text))


def test_who_works_here_goes_back_to_a_page_that_they_may_see(clients: Clients, world: World) -> None:
    desk = '<a class="link" href="/insight/portal/">Back'
    assert desk in clients["mara"].get("/portal/").content.decode()
    assert desk not in clients["vera"].get("/portal/").content.decode()
    assert clients["vera"].get("/insight/portal/").status_code == 403
