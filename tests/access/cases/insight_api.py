"""How programs ask for feedback and customers: with a bearer token, as `cells` sends it."""

from dataclasses import dataclass
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile

from northing.insight import commands
from northing.insight.models import Attachment, Customer, Feedback, Opportunity
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
    problem: Opportunity
    hidden_problem: Opportunity


def prepare(world: World) -> Stock:
    customer = commands.create_customer(actor=world.mara, name="Brandt")
    hidden = portfolio.create_product(actor=world.hana, name="Cellar", owner=world.oscar, restricted=True)
    said = commands.add_feedback(actor=world.tim, text="Refunds", customer=customer)
    secret = commands.add_feedback(actor=world.oscar, text="Keys", product=hidden)
    file, secret_file = (
        commands.attach(actor=world.hana, feedback=each, name="a.txt", content=BytesIO(b"A"))
        for each in (said, secret)
    )
    problem = commands.create_opportunity(actor=world.mara, name="Refund a part")
    hidden_problem = commands.create_opportunity(actor=world.oscar, name="Lost keys", product=hidden)
    return Stock(customer, said, secret, file, secret_file, problem, hidden_problem)


def _piece(scene: Scene) -> Call:
    piece = scene.stock.secret if scene.relation == "other" else scene.stock.said
    return Call({"pk": piece.pk}, '{"title": "Said anew"}', JSON)


def _file(scene: Scene) -> Call:
    return Call({"pk": (scene.stock.secret_file if scene.relation == "other" else scene.stock.file).pk})


def _problem(scene: Scene) -> Call:
    problem = scene.stock.hidden_problem if scene.relation == "other" else scene.stock.problem
    return Call({"pk": problem.pk}, '{"statement": "Said anew"}', JSON)


CASES: dict[str, Case] = {
    "api:feedback POST": lambda _: Call(data='{"text": "Hello"}', content_type=JSON),
    "api:piece": lambda scene: Call(_piece(scene).kwargs),
    "api:piece PATCH": _piece,
    "api:opportunity": lambda scene: Call(_problem(scene).kwargs),
    "api:opportunity PATCH": _problem,
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
