"""An opportunity's own page: decisions, merging, what belongs together, and the rows behind its numbers."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from northing.insight import commands
from northing.insight.models import Relation, Segment, StateStep
from northing.kernel.errors import NotAllowed, Refused
from tests.conftest import NOW, Clients, World
from tests.insight.opportunities.test_list import asks, customer, problem, row

pytestmark = pytest.mark.django_db
LIST = "/insight/opportunities/"


def test_parking_asks_for_the_reason_and_shows_it(world: World, clients: Clients) -> None:
    refund = problem(world, "Refund")
    mara, address = clients["mara"], f"{LIST}{refund.pk}/"
    refused = mara.post(f"{address}decide/", {"state": "parked", "reason": ""})
    assert refused.status_code == 422
    assert "Say why" in refused.content.decode()
    assert mara.post(f"{address}decide/", {"state": "parked", "reason": "After peppol"}).status_code == 302
    page = mara.get(address).content.decode()
    assert "After peppol" in page
    assert StateStep.objects.filter(opportunity=refund).count() == 2


def test_only_what_was_changed_is_written(world: World, clients: Clients) -> None:
    refund = problem(world, "Refund", product=world.billing)
    answer = clients["mara"].post(f"{LIST}{refund.pk}/edit/", {"name": "Refund a line", "is_public": "on"})
    assert answer.status_code == 422
    assert "the name that customers read" in answer.content.decode()
    sent = {"name": "Refund a line", "product": world.billing.pk, "owner": world.tim.pk}
    assert clients["mara"].post(f"{LIST}{refund.pk}/edit/", sent).status_code == 302
    refund.refresh_from_db()
    assert (refund.name, refund.owner, refund.product) == ("Refund a line", world.tim, world.billing)


def test_members_name_problems_and_do_not_decide_them(world: World, clients: Clients) -> None:
    assert clients["tim"].post(f"{LIST}new/", {"name": "Approve refunds"}).status_code == 302
    refund = problem(world, "Refund")
    assert clients["tim"].post(f"{LIST}{refund.pk}/decide/", {"state": "solved"}).status_code == 403
    with pytest.raises(NotAllowed):
        commands.relate(actor=world.tim, opportunity=refund, other=problem(world, "Other"))


def test_the_address_of_one_that_was_merged_leads_on_and_the_merge_can_be_undone(
    world: World, clients: Clients
) -> None:
    kept, gone = problem(world, "Refund part"), problem(world, "Refund a part")
    asks(world, customer(world, "Brandt", 10), gone)
    mara = clients["mara"]
    assert "Refund a part" in mara.get(f"{LIST}{kept.pk}/merge/").content.decode()
    assert mara.post(f"{LIST}{kept.pk}/merge/", {"likely": gone.pk}).status_code == 302
    assert mara.get(f"{LIST}{gone.pk}/")["Location"] == f"{LIST}{kept.pk}/"
    page = mara.get(f"{LIST}{kept.pk}/").content.decode()
    undo = page.split('action="/insight/opportunities/merges/')[1].split('"')[0]
    assert mara.post(f"{LIST}merges/{undo}").status_code == 302
    assert mara.get(f"{LIST}{gone.pk}/").status_code == 200


def test_two_belong_together_once_and_can_part(world: World, clients: Clients) -> None:
    one, other = problem(world, "Refund"), problem(world, "Credit notes")
    for first, second in ((one, other), (other, one)):
        commands.relate(actor=world.mara, opportunity=first, other=second)
    assert Relation.objects.count() == 1
    assert "Credit notes" in clients["tim"].get(f"{LIST}{one.pk}/").content.decode()
    with pytest.raises(Refused, match="same"):
        commands.relate(actor=world.mara, opportunity=one, other=one)
    clients["mara"].post(f"{LIST}relations/{Relation.objects.get().pk}/remove/")
    assert not Relation.objects.exists()


def test_every_number_opens_the_rows_that_make_it(world: World, clients: Clients) -> None:
    large, small = (
        Segment.objects.create(name=name, position=at) for at, name in enumerate(("Large", "Small"))
    )
    refund = problem(world, "Refund")
    brandt, quay = customer(world, "Brandt", 900, large), customer(world, "Quay", 10, small)
    commands.put_in_segments(actor=world.mara, customer=brandt, segments=[large.pk, small.pk])
    asks(world, brandt, refund, days_ago=40, title="Said by Brandt")
    asks(world, quay, refund, title="Said by Quay")
    asks(world, customer(world, "Lone", 5), refund, title="Said by Lone")
    vera, address = clients["vera"], f"{LIST}{refund.pk}/"

    def shown(path: str) -> set[str]:
        page = vera.get(f"{address}{path}").content.decode()
        return {name for name in ("Brandt", "Quay", "Lone") if f">{name}<" in page}

    assert shown("customers/") == {"Brandt", "Quay", "Lone"}
    assert shown(f"customers/?segment={small.pk}") == {"Quay"}
    assert shown("customers/?segment=0") == {"Lone"}
    assert shown(f"pieces/?segment={large.pk}") == {"Brandt"}
    assert shown("pieces/?month=2026-04-01") == {"Brandt"}
    assert shown(f"pieces/?customer={quay.pk}") == {"Quay"}
    assert vera.get(f"{address}pieces/?segment=x").status_code == 422


def test_a_page_asks_as_little_for_many_pieces_as_for_few(world: World, clients: Clients) -> None:
    refund = problem(world, "Refund")

    def queries() -> int:
        clients["mara"].get(f"{LIST}{refund.pk}/")
        with CaptureQueriesContext(connection) as seen:
            assert clients["mara"].get(f"{LIST}{refund.pk}/").status_code == 200
        return len(seen)

    asks(world, customer(world, "Brandt", 10), refund)
    few = queries()
    for number in range(12):
        asks(world, customer(world, f"C{number}", number), refund)
    assert queries() <= few


def test_revenue_is_in_our_currency(world: World) -> None:
    commands.set_rate(actor=world.hana, currency="SEK", rate=Decimal("0.1"))
    refund = problem(world, "Refund")
    made = commands.create_customer(actor=world.mara, name="Norrland", revenue=Decimal(5000), currency="SEK")
    asks(world, made, refund)
    assert row(world, refund).evidence.revenue == Decimal(500)


def test_replying_to_all_who_wait_opens_just_these_in_the_inbox(world: World, clients: Clients) -> None:
    refund, late = problem(world, "Refund"), NOW - timedelta(days=3)
    waits = asks(world, customer(world, "Brandt", 10), refund, reply_by=late)
    other = asks(world, customer(world, "Quay", 10), problem(world, "Payouts"), reply_by=late)
    page = clients["mara"].get(f"{LIST}{refund.pk}/").content.decode()
    address = f"/insight/inbox/?tab=owed&opportunity={refund.pk}"
    assert address.replace("&", "&amp;") in page
    inbox = clients["mara"].get(f"{address}&piece={waits.pk}").content.decode()
    assert f'id="row-{waits.pk}"' in inbox
    assert f'id="row-{other.pk}"' not in inbox


def test_what_was_changed_is_brought_back_from_its_history(world: World, clients: Clients) -> None:
    refund = problem(world, "Refund", product=world.billing)
    commands.change_opportunity(actor=world.mara, opportunity=refund, name="Refunds", product=world.insights)
    page = clients["mara"].get(f"{LIST}{refund.pk}/").content.decode()
    offered = re.findall(r'action="(/history/insight\.opportunity/\d+/(?:name|product)/restore/)"', page)
    assert len(offered) == 2
    for address in offered:
        clients["mara"].post(address)
    refund.refresh_from_db()
    assert (refund.name, refund.product) == ("Refund", world.billing)
