"""How programs ask for feedback and customers: with a bearer token, as `cells` sends it."""

from dataclasses import dataclass
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile

from northing.insight import commands
from northing.insight.models import Attachment, Customer, Feedback
from northing.portfolio import commands as portfolio
from tests.access.scene import Call, Case, Scene
from tests.conftest import World

JSON = "application/json"


@dataclass(frozen=True)
class Stock:
    customer: Customer
    said: Feedback
    secret: Feedback
    """About a product that only oscar and the heads know of."""
    file: Attachment
    secret_file: Attachment


def prepare(world: World) -> Stock:
    customer = commands.create_customer(actor=world.mara, name="Brandt")
    hidden = portfolio.create_product(actor=world.hana, name="Cellar", owner=world.oscar, restricted=True)
    said = commands.add_feedback(actor=world.tim, text="Refunds", customer=customer)
    secret = commands.add_feedback(actor=world.oscar, text="Keys", product=hidden)
    file, secret_file = (
        commands.attach(actor=world.hana, feedback=each, name="a.txt", content=BytesIO(b"A"))
        for each in (said, secret)
    )
    return Stock(customer, said, secret, file, secret_file)


def _piece(scene: Scene) -> Call:
    piece = scene.stock.secret if scene.relation == "other" else scene.stock.said
    return Call({"pk": piece.pk}, '{"title": "Said anew"}', JSON)


def _file(scene: Scene) -> Call:
    return Call({"pk": (scene.stock.secret_file if scene.relation == "other" else scene.stock.file).pk})


CASES: dict[str, Case] = {
    "api:feedback POST": lambda _: Call(data='{"text": "Hello"}', content_type=JSON),
    "api:piece": lambda scene: Call(_piece(scene).kwargs),
    "api:piece PATCH": _piece,
    "api:files": lambda scene: Call(_piece(scene).kwargs),
    "api:files POST": lambda scene: Call(_piece(scene).kwargs, {"file": SimpleUploadedFile("b.txt", b"B")}),
    "api:file": _file,
    "api:file DELETE": _file,
    "api:customers POST": lambda _: Call(data='{"name": "Quay"}', content_type=JSON),
    "api:customer": lambda scene: Call({"pk": scene.stock.customer.pk}),
    "api:customer PATCH": lambda scene: Call(
        {"pk": scene.stock.customer.pk}, '{"plan": "Scale"}', content_type=JSON
    ),
}
