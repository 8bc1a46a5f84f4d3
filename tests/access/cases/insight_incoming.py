"""How to add feedback by hand, and how to say what kind it is. "Other" is about a restricted product."""

from dataclasses import dataclass
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile

from northing.insight import commands
from northing.insight.models import Attachment, Feedback, InboundAddress, Suggestion
from northing.portfolio.models import Product
from tests.access.scene import Call, Case, Scene
from tests.conftest import NOW, World

# Not read, so that no server is asked.
MAILBOX = {"server": "127.0.0.1", "port": 993, "safety": "tls", "user": "feedback", "folder": "INBOX",
           "since": "2026-05-04", "is_read": ""}  # fmt: skip


@dataclass(frozen=True)
class Stock:
    piece: Feedback
    hidden: Feedback
    file: Attachment
    hidden_file: Attachment
    address: InboundAddress
    secret: str


def prepare(world: World) -> Stock:
    vault = Product.objects.create(name="Safe deposit", owner=world.oscar, restricted=True)
    piece = commands.add_feedback(actor=world.hana, text="We refund one line")
    hidden = commands.add_feedback(actor=world.hana, text="Unheard of", product=vault)
    file, hidden_file = (
        commands.attach(actor=world.hana, feedback=each, name="a.txt", content=BytesIO(b"A"))
        for each in (piece, hidden)
    )
    for each in (piece, hidden):
        Suggestion.objects.create(
            feedback=each, field="kind", value="problem", sureness=0.9, made_at=NOW, applied=True
        )
    address, secret = commands.make_address(actor=world.hana, name="Website")
    commands.save_mailbox(actor=world.hana, password="open sesame", **{**MAILBOX, "is_read": False})
    return Stock(piece, hidden, file, hidden_file, address, secret)


def _kind(scene: Scene) -> Call:
    found = scene.pick(scene.stock.piece, scene.stock.piece, scene.stock.hidden)
    return Call({"pk": found.pk}, {"kind": "request"})


def _files(scene: Scene) -> Call:
    found = scene.pick(scene.stock.piece, scene.stock.piece, scene.stock.hidden)
    return Call({"pk": found.pk}, {"file": SimpleUploadedFile("b.txt", b"B")})


def _file(scene: Scene) -> Call:
    found = scene.pick(scene.stock.file, scene.stock.file, scene.stock.hidden_file)
    return Call({"pk": found.pk})


def _applied(scene: Scene) -> Call:
    return Call({"pk": _kind(scene).kwargs["pk"], "field": "kind"})


CASES: dict[str, Case] = {
    "insight:add POST": lambda _scene: Call(data={"text": "We refund one line"}),
    "insight:say_kind": _kind,
    "insight:say_product": lambda scene: Call(_kind(scene).kwargs),
    "insight:say_product POST": lambda scene: Call(_kind(scene).kwargs, {"product": ""}),
    "insight:suggestions POST": lambda _scene: Call(data={"field": "kind", "wanted": "0.9"}),
    "insight:take_back": _applied,
    "insight:attachment": _file,
    "insight:attach": lambda scene: Call(_files(scene).kwargs),
    "insight:attach POST": _files,
    "insight:remove_attachment": _file,
    "insight:ways POST": lambda _scene: Call(data={"name": "Website"}),
    "insight:mailbox POST": lambda _scene: Call(data=MAILBOX),
    "insight:revoke_address": lambda scene: Call({"pk": scene.stock.address.pk}),
    "insight:receive": lambda scene: Call({"secret": scene.stock.secret}, '{"text": "A"}', "application/json"),
}
