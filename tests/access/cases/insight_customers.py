"""How to ask for the pages of customers."""

from dataclasses import dataclass

from northing.insight import commands
from northing.insight.models import Contact, Customer
from tests.access.scene import Call, Case, Scene
from tests.conftest import World


@dataclass(frozen=True)
class Stock:
    customer: Customer
    person: Contact


def prepare(world: World) -> Stock:
    customer = commands.create_customer(actor=world.hana, name="Brandt Logistik")
    person = commands.add_contact(actor=world.hana, customer=customer, name="Katrin")
    return Stock(customer, person)


def _customer(scene: Scene) -> Call:
    return Call({"pk": scene.stock.customer.pk})


CASES: dict[str, Case] = {
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
}
