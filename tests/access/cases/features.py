"""How to ask for the pages of features, initiatives, releases, calendar and saved views."""

from dataclasses import dataclass
from datetime import date

from northing.insight import commands as insight
from northing.insight.models import Opportunity
from northing.organisation import commands as organisation
from northing.organisation.models import SavedView
from northing.organisation.queries.history import event_model
from northing.planning import commands
from northing.planning.models import Dependency, Feature, FeatureOpportunity, Holiday, Initiative, Item, Release
from northing.portfolio.models import Product
from tests.access.scene import Call, Case, Scene
from tests.conftest import NOW, World

VIEWS = "planning.features"


@dataclass(frozen=True)
class Thing:
    """A feature with an item, a link to another feature and one to a customer problem, changed once."""

    feature: Feature
    change: int
    item: Item
    dependency: Dependency
    served: FeatureOpportunity


@dataclass(frozen=True)
class Stock:
    own: Thing
    same_team: Thing
    other: Thing
    hidden: Feature
    problem: Opportunity
    initiative: Initiative
    release: Release
    holiday: Holiday
    views: dict[str, SavedView]
    private: dict[str, SavedView]


def prepare(world: World) -> Stock:
    root = commands.create_feature(actor=world.hana, name="What others wait for", product=world.billing)

    problem, served_already = (
        insight.create_opportunity(actor=world.hana, name=name) for name in ("Pay from the bank", "Pay offline")
    )

    def thing(name: str, **belongs: object) -> Thing:
        feature = commands.create_feature(actor=world.hana, name=name, **belongs)
        item = commands.add_item(actor=world.hana, feature=feature, name=f"A step of {name}")
        link = commands.add_dependency(actor=world.hana, feature=feature, other=root)
        served = commands.serve(actor=world.hana, feature=feature, opportunity=served_already)
        commands.change_feature(actor=world.hana, feature=feature, problem="It takes days")
        changes = event_model(Feature).objects.filter(pgh_obj_id=feature.pk, pgh_label="update")
        return Thing(feature, changes.latest("pgh_id").pgh_id, item, link, served)

    vault = Product.objects.create(name="Vault", owner=world.oscar, restricted=True)
    save = {"page": VIEWS, "query": "open=1"}
    return Stock(
        own=thing("Pay by bank", product=world.billing, team=world.billing_core),
        same_team=thing("Offline mode", product=world.terminal, team=world.billing_core),
        other=thing("Cash forecast", product=world.insights, team=world.data),
        hidden=commands.create_feature(actor=world.hana, name="Unheard of", product=vault),
        problem=problem,
        initiative=commands.create_initiative(actor=world.hana, name="Mandates"),
        release=commands.create_release(actor=world.hana, name="Spring"),
        holiday=commands.add_holiday(
            actor=world.hana, name="May Day", starts_on=date(2026, 7, 1), ends_on=date(2026, 7, 1)
        ),
        views={
            name: organisation.save_view(actor=member, name="Mine, shared", shared=True, **save)
            for name, member in world.cast.items()
        },
        private={
            name: organisation.save_view(actor=member, name="Mine alone", **save)
            for name, member in world.cast.items()
        },
    )


def _thing(scene: Scene) -> Thing:
    found: Thing = scene.pick(scene.stock.own, scene.stock.same_team, scene.stock.other)
    return found


def _feature(scene: Scene) -> Call:
    return Call({"pk": _thing(scene).feature.pk})


def _page(scene: Scene) -> Call:
    return Call({"pk": scene.stock.hidden.pk}) if scene.relation == "other" else _feature(scene)


def _cell(scene: Scene) -> Call:
    return Call({"pk": _thing(scene).feature.pk, "field": "name"}, {"value": "Pay by bank, faster"})


def _edit(scene: Scene) -> Call:
    feature = _thing(scene).feature
    said = {"name": "Renamed", "state": "shaped", "product": feature.product_id, "team": feature.team_id}
    return Call({"pk": feature.pk}, said)


def _restore(scene: Scene) -> Call:
    return Call({"model": "planning.feature", "event": _thing(scene).change, "field": "problem"})


def _new_feature(scene: Scene) -> Call:
    return Call(data={"name": "A new one", "product": scene.product.pk, "team": scene.team.pk})


def _bulk(scene: Scene) -> Call:
    return Call(data={"feature": [_thing(scene).feature.pk], "field": "state", "choice": "shaped"})


def _paste(scene: Scene) -> Call:
    return Call(data={"row": str(_thing(scene).feature.pk), "column": "name,state", "text": "Pasted\tShaped"})


def _item(scene: Scene) -> Call:
    thing = _thing(scene)
    return Call({"pk": thing.feature.pk, "item": thing.item.pk}, {"state": "doing"})


def _view(scene: Scene) -> Call:
    """Own; one that a colleague shares; one that a colleague keeps to herself."""
    mine = next(name for name, member in scene.world.cast.items() if member == scene.actor)
    other = "hana" if mine == "olive" else "olive"
    view = scene.pick(scene.stock.views[mine], scene.stock.views[other], scene.stock.private[other])
    return Call({"pk": view.pk}, {"name": "Renamed"})


def _plan(kind: str) -> Case:
    return lambda scene: Call({"pk": getattr(scene.stock, kind).pk}, {"name": f"Another {kind}"})


CASES: dict[str, Case] = {
    "organisation:restore": _restore,
    "api:feature": _page,
    "api:feature PATCH": lambda scene: Call(
        _feature(scene).kwargs, '{"name": "By programs"}', "application/json"
    ),
    "planning:export": lambda _: Call({"kind": "csv"}),
    "planning:selection": lambda scene: Call(data={"feature": [_thing(scene).feature.pk]}),
    "planning:feature": _page,
    "planning:row": lambda scene: Call(_feature(scene).kwargs, {"after": NOW.isoformat()}),
    "planning:burn_up": _feature,
    "planning:cell": _cell,
    "planning:edit": _edit,
    "planning:new_feature POST": _new_feature,
    "planning:bulk_choice": lambda _: Call({"field": "team"}),
    "planning:bulk": _bulk,
    "planning:paste": _paste,
    "planning:items": lambda scene: Call(_feature(scene).kwargs, {"name": "One more step"}),
    "planning:change_item": _item,
    "planning:evidence": _feature,
    "planning:problem_for": lambda scene: Call(
        _feature(scene).kwargs, {"other": scene.stock.problem.name, "note": "Some"}
    ),
    "planning:feature_for": lambda scene: Call(
        {"pk": scene.stock.problem.pk}, {"other": _thing(scene).feature.name}
    ),
    "planning:stop_serving": lambda scene: Call({"pk": _thing(scene).served.pk}),
    "planning:unlink": lambda scene: Call({"pk": _thing(scene).dependency.pk}),
    "planning:save_view": lambda _: Call(data={"name": "As I like it"}),
    "planning:change_view": _view,
    "planning:delete_view": _view,
    "planning:initiatives": lambda _: Call(data={"name": "Another bet"}),
    "planning:initiative": _plan("initiative"),
    "planning:releases": lambda _: Call(data={"name": "Autumn"}),
    "planning:release": _plan("release"),
    "planning:set_working_week": lambda _: Call(data={"days": ["1", "2"]}),
    "planning:add_holiday": lambda _: Call(
        data={"name": "Summer", "starts_on": "2026-08-03", "ends_on": "2026-08-14"}
    ),
    "planning:remove_holiday": lambda scene: Call({"pk": scene.stock.holiday.pk}),
    "planning:set_capacity": lambda scene: Call(
        {"pk": scene.team.pk}, {"starts_on": "2026-07-01", "person_weeks": "12"}
    ),
}
