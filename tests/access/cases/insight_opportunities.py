"""How to ask for opportunities and what is decided there. "Other" is one about a restricted product."""

from dataclasses import dataclass
from typing import Any

from northing.insight import commands
from northing.insight.models import Feedback, Group, GroupMember, Merge, Opportunity, Relation, Survey
from northing.organisation import commands as organisation
from northing.organisation.models import SavedView
from northing.portfolio.models import Product
from tests.access.scene import Call, Case, Scene
from tests.conftest import NOW, World

PAGE = "insight.opportunities"


@dataclass(frozen=True)
class Stock:
    problem: Opportunity
    hidden: Opportunity
    twin: Opportunity
    merged: Merge
    merged_hidden: Merge
    relation: Relation
    hidden_relation: Relation
    views: dict[str, SavedView]
    shared: SavedView
    survey: Survey
    piece: Feedback
    group: Group
    hidden_group: Group
    token: str


def prepare(world: World) -> Stock:
    crypt = Product.objects.create(name="Crypt", owner=world.oscar, restricted=True, line=world.line)

    def problem(name: str, product: Product) -> Opportunity:
        return commands.create_opportunity(actor=world.hana, name=name, product=product)

    seen, hidden = problem("Refund a line", world.billing), problem("Keep the keys", crypt)
    twin = problem("Refund one line", world.billing)
    merged = [
        commands.merge(actor=world.hana, kept=kept, gone=problem(f"{kept.name} again", product))
        for kept, product in ((seen, world.billing), (hidden, crypt))
    ]
    relations = [
        commands.relate(actor=world.hana, opportunity=one, other=problem(f"Near {one.name}", product))
        for one, product in ((seen, world.billing), (hidden, crypt))
    ]
    views = {
        name: organisation.save_view(actor=member, page=PAGE, name="Mine", query="")
        for name, member in world.cast.items()
    }
    organisation.add_custom_field(actor=world.hana, about="opportunity", kind="number", name="Size")
    survey, token = commands.create_survey(
        actor=world.hana, kind="opportunity", title="Refunds", questions=[commands.Asked("Refund a line")]
    )
    piece = commands.add_feedback(actor=world.hana, text="Refund every line")
    groups = [_group(world, product) for product in (world.billing, crypt)]
    shared = organisation.save_view(actor=world.oscar, page=PAGE, name="Ours", query="", shared=True)
    return Stock(
        seen,
        hidden,
        twin,
        merged[0],
        merged[1],
        relations[0],
        relations[1],
        views,
        shared,
        survey,
        piece,
        *groups,
        token,
    )


def _group(world: World, product: Product) -> Group:
    group = Group.objects.create(title="Keys", closeness=0.5, made_at=NOW)
    for position in range(3):
        piece = commands.add_feedback(actor=world.hana, text=f"{product} needs key {position}", product=product)
        GroupMember.objects.create(group=group, feedback=piece, position=position)
    return group


def _split(scene: Scene) -> Call:
    group = scene.pick(scene.stock.group, scene.stock.group, scene.stock.hidden_group)
    return Call({"pk": group.pk}, {"pieces": [group.members.get(position=0).feedback_id]})


def _problem(scene: Scene, **sent: Any) -> Call:
    found = scene.pick(scene.stock.problem, scene.stock.problem, scene.stock.hidden)
    return Call({"pk": found.pk}, sent or None)


def _own(scene: Scene) -> Call:
    return Call({**_problem(scene).kwargs, "slug": "size"}, {"custom.size": "3"})


def _case(**sent: Any) -> Case:
    return lambda scene: _problem(scene, **sent)


def _like(scene: Scene) -> Call:
    return _problem(scene, other=scene.stock.twin.name)


def _view(scene: Scene) -> Call:
    name = next(name for name, member in scene.world.cast.items() if member == scene.actor)
    hidden = scene.stock.views["oscar"]
    found = scene.pick(scene.stock.views[name], scene.stock.shared, hidden)
    return Call({"pk": found.pk}, {"name": "Renamed"})


def _answered(scene: Scene) -> Call:
    question = scene.stock.survey.questions.get()
    return Call({"token": scene.stock.token}, {f"a{question.pk}": "5", f"b{question.pk}": "2"})


CASES: dict[str, Case] = {
    "insight:opportunities_export": lambda _: Call({"kind": "csv"}),
    "insight:new_survey POST": lambda _: Call(
        data={"kind": "opportunity", "title": "Payouts", "questions": "See every payout"}
    ),
    "insight:accept_group": lambda scene: Call(data={"name": "Refunds", "pieces": [scene.stock.piece.pk]}),
    "insight:set_group_aside": lambda scene: Call(data={"reason": "Spam", "pieces": [scene.stock.piece.pk]}),
    "insight:split_group": _split,
    "insight:survey": lambda scene: Call({"pk": scene.stock.survey.pk}),
    "insight:close_survey": lambda scene: Call({"pk": scene.stock.survey.pk}),
    "insight:new_survey_link": lambda scene: Call({"pk": scene.stock.survey.pk}),
    "insight:answer_survey GET": lambda scene: Call({"token": scene.stock.token}),
    "insight:answer_survey POST": _answered,
    "insight:new_opportunity POST": lambda _: Call(data={"name": "Approve refunds"}),
    "insight:save_opportunity_view POST": lambda _: Call(data={"name": "Large ones"}),
    "insight:change_opportunity_view": _view,
    "insight:delete_opportunity_view": _view,
    "insight:opportunity_own GET": _own,
    "insight:opportunity_own POST": _own,
    "insight:opportunity": _case(),
    "insight:opportunity_panel": _case(),
    "insight:opportunity_pieces": _case(),
    "insight:opportunity_customers": _case(),
    "insight:edit_opportunity": _case(),
    "insight:edit_opportunity POST": _case(name="Refund a line of it"),
    "insight:decide_opportunity": _case(),
    "insight:decide_opportunity POST": _case(state="parked", reason="Later"),
    "insight:merge_opportunity": _case(),
    "insight:merge_opportunity POST": _like,
    "insight:relate_opportunity": _case(),
    "insight:relate_opportunity POST": _like,
    "insight:opportunity_signals": _case(),
    "insight:unmerge_opportunity": lambda scene: Call(
        {"pk": scene.pick(scene.stock.merged, scene.stock.merged, scene.stock.merged_hidden).pk}
    ),
    "insight:unrelate_opportunity": lambda scene: Call(
        {"pk": scene.pick(scene.stock.relation, scene.stock.relation, scene.stock.hidden_relation).pk}
    ),
}
