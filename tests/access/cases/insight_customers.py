"""How to ask for the pages of customers."""

from dataclasses import dataclass
from decimal import Decimal

from northing.insight import commands
from northing.insight.models import Contact, Customer, ExchangeRate, Feedback, Merge, Segment
from northing.insight.queries.saved_lists import CUSTOMERS
from northing.organisation import commands as organisation
from northing.organisation.models import SavedView
from tests.access.scene import Call, Case, Scene
from tests.conftest import World


@dataclass(frozen=True)
class Stock:
    customer: Customer
    person: Contact
    twin: Customer
    human: Customer
    merged: Merge
    segment: Segment
    rate: ExchangeRate
    views: dict[str, SavedView]
    shared: SavedView
    piece: Feedback


def prepare(world: World) -> Stock:
    customer = commands.create_customer(actor=world.hana, name="Brandt Logistik")
    person = commands.add_contact(actor=world.hana, customer=customer, name="Katrin", email="k@b.example")
    twin = commands.create_customer(actor=world.hana, name="Brandt GmbH")
    gone = commands.create_customer(actor=world.hana, name="Brand")
    merged = commands.merge(actor=world.hana, kept=customer, gone=gone)
    segment = commands.create_segment(actor=world.hana, name="Enterprise")
    rate = commands.set_rate(actor=world.hana, currency="SEK", rate=Decimal("0.09"))
    human = commands.create_customer(actor=world.hana, name="Ada", kind="person")
    views = {
        name: organisation.save_view(actor=member, page=CUSTOMERS.page, name="Mine", query="")
        for name, member in world.cast.items()
    }
    shared = organisation.save_view(actor=world.oscar, page=CUSTOMERS.page, name="Ours", query="", shared=True)
    piece = commands.add_feedback(actor=world.hana, text="We refund one line", customer=customer)
    return Stock(customer, person, twin, human, merged, segment, rate, views, shared, piece)


def _view(scene: Scene) -> Call:
    name = next(name for name, member in scene.world.cast.items() if member == scene.actor)
    hidden = scene.stock.views["oscar"]
    found = scene.pick(scene.stock.views[name], scene.stock.shared, hidden)
    return Call({"pk": found.pk}, {"name": "Renamed"})


def _customer(scene: Scene) -> Call:
    return Call({"pk": scene.stock.customer.pk})


CASES: dict[str, Case] = {
    "insight:save_customer_view POST": lambda _: Call(data={"name": "Large ones"}),
    "insight:change_customer_view": _view,
    "insight:delete_customer_view": _view,
    "insight:customers_export": lambda _: Call({"kind": "csv"}),
    "insight:customer": _customer,
    "insight:customer_panel": _customer,
    "insight:new_customer POST": lambda _: Call(data={"name": "Ost", "kind": "company"}),
    "insight:edit_customer": _customer,
    "insight:edit_customer POST": lambda scene: Call(
        {"pk": scene.stock.customer.pk}, {"name": "Brandt", "kind": "company"}
    ),
    "insight:add_contact": _customer,
    "insight:add_contact POST": lambda scene: Call({"pk": scene.stock.customer.pk}, {"name": "Henrik"}),
    "insight:edit_contact": lambda scene: Call({"pk": scene.stock.person.pk}),
    "insight:edit_contact POST": lambda scene: Call({"pk": scene.stock.person.pk}, {"name": "Katrin V."}),
    "insight:customer_cell": lambda scene: Call({"pk": scene.stock.customer.pk, "field": "health"}),
    "insight:customer_cell POST": lambda scene: Call(
        {"pk": scene.stock.customer.pk, "field": "health"}, {"value": "Good"}
    ),
    "insight:places": _customer,
    "insight:places POST": lambda scene: Call(
        {"pk": scene.stock.customer.pk}, {"segments": [str(scene.stock.segment.pk)]}
    ),
    "insight:promise_reply": _customer,
    "insight:promise_reply POST": lambda scene: Call(
        {"pk": scene.stock.customer.pk}, {"feedback": str(scene.stock.piece.pk), "by": "2026-12-01"}
    ),
    "insight:ask_to_interview": _customer,
    "insight:ask_to_interview POST": lambda scene: Call(
        {"pk": scene.stock.customer.pk}, {"contact": str(scene.stock.person.pk), "text": "Shall we talk?"}
    ),
    "insight:name_in": _customer,
    "insight:name_in POST": lambda scene: Call(
        {"pk": scene.stock.customer.pk}, {"system": "crm", "key": "B-7"}
    ),
    "insight:merge_customer": _customer,
    "insight:merge_customer POST": lambda scene: Call(
        {"pk": scene.stock.customer.pk}, {"likely": str(scene.stock.twin.pk)}
    ),
    "insight:unmerge_customer": lambda scene: Call({"pk": scene.stock.merged.pk}),
    "insight:new_segment POST": lambda _: Call(data={"name": "Small", "rule": "revenue less than 50k"}),
    "insight:segment_count": lambda _: Call(data={"rule": "country is Germany"}),
    "insight:change_segment": lambda scene: Call({"pk": scene.stock.segment.pk}),
    "insight:change_segment POST": lambda scene: Call({"pk": scene.stock.segment.pk}, {"name": "Large"}),
    "insight:remove_segment": lambda scene: Call({"pk": scene.stock.segment.pk}),
    "insight:set_rate POST": lambda _: Call(data={"currency": "USD", "rate": "0.9"}),
    "insight:remove_rate": lambda scene: Call({"pk": scene.stock.rate.pk}),
    "insight:contact_data": lambda scene: Call({"pk": scene.stock.person.pk}),
    "insight:erase_contact": lambda scene: Call({"pk": scene.stock.person.pk}),
    "insight:erase_contact POST": lambda scene: Call({"pk": scene.stock.person.pk}, {"basis": "Art. 6"}),
    "insight:customer_data": lambda scene: Call({"pk": scene.stock.human.pk}),
    "insight:erase_customer": lambda scene: Call({"pk": scene.stock.human.pk}),
    "insight:erase_customer POST": lambda scene: Call({"pk": scene.stock.human.pk}, {"basis": "Art. 6"}),
}
