"""How to ask for the inbox and what is done there. "Other" is a piece about a restricted product."""

from dataclasses import dataclass
from typing import Any

from northing.insight import commands
from northing.insight.models import Feedback, Opportunity
from northing.portfolio.models import Product
from tests.access.scene import Call, Case, Scene
from tests.conftest import World


@dataclass(frozen=True)
class Stock:
    piece: Feedback
    hidden: Feedback
    other: Feedback
    problem: Opportunity


def prepare(world: World) -> Stock:
    add = commands.add_feedback
    strongroom = Product.objects.create(name="Strongroom", owner=world.oscar, restricted=True)
    problem = commands.create_opportunity(actor=world.mara, name="Refund part of an invoice")
    piece = add(actor=world.hana, text="We refund one line", product=world.billing)
    hidden = add(actor=world.hana, text="Unheard of", product=strongroom)
    for said in (piece, hidden):
        commands.highlight(actor=world.hana, feedback=said, opportunity=problem)
    return Stock(piece, hidden, add(actor=world.hana, text="We refund every line"), problem)


def _piece(scene: Scene, **sent: Any) -> Call:
    found = scene.pick(scene.stock.piece, scene.stock.piece, scene.stock.hidden)
    return Call({"pk": found.pk}, sent or None)


def _case(**sent: Any) -> Case:
    return lambda scene: _piece(scene, **sent)


def _of_problem(scene: Scene) -> Call:
    return _piece(scene, opportunity=scene.stock.problem.pk, begins="0", ends="2")


def _of_other(scene: Scene) -> Call:
    return _piece(scene, other=scene.stock.other.pk)


CASES: dict[str, Case] = {
    "insight:piece": _case(),
    "insight:link_piece": _of_problem,
    "insight:unlink_piece": _of_problem,
    "insight:name_problem": _case(name="Keep the date"),
    "insight:set_aside": _case(reason="Spam"),
    "insight:bring_back": _case(),
    "insight:snooze": _case(until="2026-06-30"),
    "insight:hand_over": _case(assignee=""),
    "insight:merge_piece": _of_other,
    "insight:keep_apart": _of_other,
    "insight:draft": _case(text="Hi"),
    "insight:reply": _case(text="Hi"),
}
