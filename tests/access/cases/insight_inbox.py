"""How to ask for the inbox and what is done there. "Other" is a piece about a restricted product."""

from dataclasses import dataclass
from typing import Any

from northing.insight import commands
from northing.insight.models import Feedback, Opportunity, ReplyRule, ReplyTemplate
from northing.organisation import commands as organisation
from northing.organisation.models import SavedView
from northing.portfolio.models import Product
from tests.access.scene import ACTORS, Call, Case, Scene
from tests.conftest import World

TEMPLATE: dict[str, Any] = {"name": "Planned", "text": "Hi {contact}, it is planned."}


@dataclass(frozen=True)
class Stock:
    piece: Feedback
    hidden: Feedback
    other: Feedback
    problem: Opportunity
    shared: dict[str, SavedView]
    private: dict[str, SavedView]
    rule: ReplyRule
    template: ReplyTemplate


def prepare(world: World) -> Stock:
    add = commands.add_feedback
    strongroom = Product.objects.create(name="Strongroom", owner=world.oscar, restricted=True)
    problem = commands.create_opportunity(actor=world.mara, name="Refund part of an invoice")
    piece = add(actor=world.hana, text="We refund one line", product=world.billing)
    hidden = add(actor=world.hana, text="Unheard of", product=strongroom)
    for said in (piece, hidden):
        commands.highlight(actor=world.hana, feedback=said, opportunity=problem)
    keep: dict[str, Any] = {"page": "insight.inbox", "query": "kind=problem"}
    return Stock(
        piece=piece,
        hidden=hidden,
        other=add(actor=world.hana, text="We refund every line"),
        problem=problem,
        shared={
            name: organisation.save_view(actor=member, name="Inbox, shared", shared=True, **keep)
            for name, member in world.cast.items()
        },
        private={
            name: organisation.save_view(actor=member, name="Inbox, mine", **keep)
            for name, member in world.cast.items()
        },
        rule=commands.save_rule(actor=world.hana, working_days=5),
        template=commands.save_template(actor=world.hana, **TEMPLATE),
    )


def _view(scene: Scene) -> Call:
    """Her own, one that a colleague shares, one that a colleague keeps."""
    mine, theirs = ACTORS.get(scene.role, "mara"), "oscar"
    found = scene.pick(scene.stock.private[mine], scene.stock.shared[theirs], scene.stock.private[theirs])
    return Call({"pk": found.pk}, {"name": "Renamed"})


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
    "insight:new_rule POST": lambda scene: Call(data={"working_days": "3"}),
    "insight:rule": lambda scene: Call({"pk": scene.stock.rule.pk}, {"working_days": "3"}),
    "insight:raise_rule": lambda scene: Call({"pk": scene.stock.rule.pk}),
    "insight:remove_rule": lambda scene: Call({"pk": scene.stock.rule.pk}),
    "insight:new_template POST": lambda scene: Call(data=TEMPLATE),
    "insight:template": lambda scene: Call({"pk": scene.stock.template.pk}, TEMPLATE),
    "insight:remove_template": lambda scene: Call({"pk": scene.stock.template.pk}),
    "insight:inbox_export": lambda _: Call({"kind": "csv"}),
    "insight:save_inbox_view POST": lambda scene: Call(data={"name": "Problems"}),
    "insight:change_inbox_view": _view,
    "insight:delete_inbox_view": _view,
    "insight:piece": _case(),
    "insight:piece_history": _case(),
    "insight:link_piece": _of_problem,
    "insight:problems_to_link": _case(),
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
