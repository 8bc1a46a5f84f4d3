"""How to ask for the pages of imports."""

from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from northing.exchange import commands
from northing.exchange.models import Import
from northing.organisation.models import Member
from tests.access.scene import Call, Case, Scene
from tests.conftest import World

BRINGERS = ("olive", "hana", "mara")
FILE = b"Summary,Issue key,Status\nPay by card,%s-1,To Do\n"


@dataclass(frozen=True)
class Stock:
    """For everybody who brings data in: a file that waits, and one that is in."""

    waiting: dict[str, Import]
    done: dict[str, Import]


def prepare(world: World) -> Stock:
    waiting = {name: _received(world.cast[name], "W") for name in BRINGERS}
    done = {name: _received(world.cast[name], name) for name in BRINGERS}
    for name, of in done.items():
        commands.set_out(actor=world.cast[name], of=of)
        commands.follow_through(of)
    return Stock(waiting, done)


def _received(actor: Member, key: str) -> Import:
    upload = SimpleUploadedFile(f"{key}.csv", FILE % key.upper().encode())
    return commands.receive(actor=actor, upload=upload)


def _whose(scene: Scene) -> str:
    """Members and viewers have none: they meet those of others."""
    own = next(name for name, member in scene.world.cast.items() if member == scene.actor)
    others = [name for name in ("mara", "hana", "olive") if name != own]
    return str(scene.pick(own if own in BRINGERS else "mara", *others[-2:]))


def _waiting(**data: Any) -> Case:
    return lambda scene: Call({"pk": scene.stock.waiting[_whose(scene)].pk}, data or None)


def _row(scene: Scene) -> Call:
    return Call({"pk": scene.stock.waiting[_whose(scene)].pk, "number": 1})


def _done(scene: Scene) -> Call:
    return Call({"pk": scene.stock.done[_whose(scene)].pk})


def _cut_short(scene: Scene) -> Call:
    of = scene.stock.done[_whose(scene)]
    Import.objects.filter(pk=of.pk).update(outcome={**of.outcome, "stopped_of": 2})
    return Call({"pk": of.pk})


CASES: dict[str, Case] = {
    "exchange:imports POST": lambda _scene: Call(data={"table": "Summary\tStatus\nPay\tDone\n"}),
    "exchange:feedback POST": lambda _scene: Call(data={"table": "Title\tText\nRefunds\tIn part, please\n"}),
    "exchange:import": _waiting(),
    "exchange:discard": _waiting(),
    "exchange:refused_rows": _waiting(),
    "exchange:column": _waiting(column="Status", target=""),
    "exchange:places": _waiting(column="Status", value="To Do", place="idea"),
    "exchange:options": _waiting(team_from="", zone="UTC"),
    "exchange:decide": _waiting(parent="", feature="Pay by card"),
    "exchange:row": _row,
    "exchange:save_mapping": _waiting(name="Ours"),
    "exchange:use_mapping": _waiting(saved=""),
    "exchange:look": _waiting(),
    "exchange:run": _waiting(),
    "exchange:stop": _waiting(),
    "exchange:rest": _cut_short,
    "exchange:progress": _waiting(),
    "exchange:undo": _done,
}
