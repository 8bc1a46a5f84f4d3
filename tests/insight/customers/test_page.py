"""A customer's page: what they said, their people and places, other systems' keys, merging."""

from datetime import timedelta
from decimal import Decimal

import pytest

from northing.insight import commands
from northing.insight.models import Contact, Customer, CustomerKey, Merge, Segment
from northing.kernel import clock
from northing.kernel.errors import Refused
from tests.conftest import Clients, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def brandt(world: World) -> Customer:
    return commands.create_customer(actor=world.mara, name="Brandt Logistik", revenue=Decimal(412_000))


def address(customer: Customer, more: str = "") -> str:
    return f"/insight/customers/{customer.pk}/{more}"


def test_the_page_says_everything_they_said_and_what_became_of_it(
    world: World, clients: Clients, brandt: Customer
) -> None:
    first = commands.add_feedback(actor=world.tim, text="We credit everything", customer=brandt)
    commands.add_feedback(actor=world.tim, text="Any news?", customer=brandt)
    problem = commands.create_opportunity(actor=world.mara, name="Refund part of an invoice")
    commands.highlight(actor=world.tim, feedback=first, opportunity=problem)
    commands.decide(actor=world.mara, opportunity=problem, state="declined", reason="Two customers in a year")
    page = clients["vera"].get(address(brandt)).content.decode()
    assert "“We credit everything”" in page
    assert "declined with a reason, 1 Jun" in page
    assert "1 declined with a reason" in page
    assert "Asked once for “Refund part of an invoice” and got no answer." in page


def test_a_reply_is_promised_and_a_person_invited_from_the_panel(
    world: World, clients: Clients, brandt: Customer
) -> None:
    assert "Promise <" not in clients["tim"].get(address(brandt, "beside/")).content.decode()
    commands.add_contact(actor=world.mara, customer=brandt, name="Katrin Vogel", email="k+v@brandt.example")
    piece = commands.add_feedback(actor=world.tim, text="We credit everything", customer=brandt)
    panel = clients["tim"].get(address(brandt, "beside/")).content.decode()
    assert "Promise <" in panel
    assert "Invite to interview <" in panel
    proposed = (clock.today() + timedelta(days=3)).isoformat()
    assert f'value="{proposed}"' in clients["tim"].get(address(brandt, "promise/")).content.decode()
    asked = {"feedback": str(piece.pk), "by": "2026-05-01"}
    assert clients["tim"].post(address(brandt, "promise/"), asked).status_code == 422
    assert clients["tim"].post(address(brandt, "promise/"), asked | {"by": "2026-06-30"}).status_code == 302
    piece.refresh_from_db()
    assert piece.reply_by is not None
    assert (piece.reply_by.isoformat()[:10], piece.assignee) == ("2026-06-30", world.tim)
    owed = clients["tim"].get(address(brandt, "beside/")).content.decode()
    assert "a reply promised for 30 June" in owed


def test_editing_writes_only_what_was_changed(world: World, clients: Clients, brandt: Customer) -> None:
    shown = {"name": "Brandt Logistik", "kind": "company", "revenue": "412000.00", "plan": "Scale"}
    commands.change_customer(actor=world.hana, customer=brandt, note="They move in July")
    answer = clients["mara"].post(address(brandt, "edit/"), shown | {"note": "They move in July"})
    assert answer.status_code == 302
    brandt.refresh_from_db()
    assert (brandt.plan, brandt.note) == ("Scale", "They move in July")


def test_an_address_belongs_to_one_person(world: World, clients: Clients, brandt: Customer) -> None:
    clients["mara"].post(address(brandt, "people/new/"), {"name": "Katrin", "email": "Katrin@Brandt.example"})
    person = Contact.objects.get()
    assert (person.customer, person.email) == (brandt, "katrin@brandt.example")
    ost = commands.create_customer(actor=world.mara, name="Ost")
    again = clients["mara"].post(
        address(ost, "people/new/"), {"name": "Other", "email": "katrin@brandt.example"}
    )
    assert again.status_code == 422
    assert "Katrin of Brandt Logistik has this address" in again.content.decode()
    clients["mara"].post(f"/insight/people/{person.pk}/", {"name": "Katrin Vogel", "email": person.email})
    person.refresh_from_db()
    assert person.name == "Katrin Vogel"
    commands.remove_contact(actor=world.mara, contact=person)
    assert not Contact.objects.exists()


def test_segments_and_products_are_chosen_together(world: World, clients: Clients, brandt: Customer) -> None:
    segment = Segment.objects.create(name="Advisory board")
    world.insights.restricted = True
    world.insights.save()
    commands.say_what_they_use(actor=world.olive, customer=brandt, products=[world.insights.pk])
    chosen = {"segments": [segment.pk], "products": [world.billing.pk]}
    assert clients["mara"].post(address(brandt, "places/"), chosen).status_code == 302
    assert list(brandt.segments.all()) == [segment]
    assert set(brandt.products.all()) == {world.billing, world.insights}


def test_a_key_of_another_system_belongs_to_one_customer(world: World, brandt: Customer) -> None:
    ost = commands.create_customer(actor=world.mara, name="Ost")
    commands.name_in(actor=world.mara, customer=brandt, system="crm", key="B-7")
    with pytest.raises(Refused, match="calls Brandt Logistik so already"):
        commands.name_in(actor=world.mara, customer=ost, system="crm", key="B-7")
    commands.name_in(actor=world.mara, customer=brandt, system="crm", key="")
    assert not CustomerKey.objects.exists()


def test_merging_offers_what_looks_the_same_and_is_undone_from_the_page(
    world: World, clients: Clients, brandt: Customer
) -> None:
    twin = commands.create_customer(actor=world.mara, name="Brandt GmbH", country="Germany")
    mara = clients["mara"]
    assert "Brandt GmbH, Germany" in mara.get(address(brandt, "merge/")).content.decode()
    wrong = mara.post(address(brandt, "merge/"), {"other": "gmb"})
    assert "Do you mean Brandt GmbH?" in wrong.content.decode()
    assert mara.post(address(brandt, "merge/"), {"other": "brandt gmbh"}).status_code == 302
    assert "Merged in" in mara.get(address(brandt)).content.decode()
    assert mara.get(address(twin))["Location"] == address(brandt)
    undone = mara.post(f"/insight/customers/merges/{Merge.objects.get().pk}/undo/")
    assert undone["Location"] == address(twin)
    assert mara.get(address(twin)).status_code == 200
