"""How to ask for the pages of capacity: teams, lendings, absences."""

from dataclasses import dataclass
from datetime import date

from northing.organisation import commands as organisation
from northing.organisation.models import Member
from northing.planning import commands
from northing.planning.models import Absence, Feature, Lending
from tests.access.scene import Call, Case, Scene
from tests.conftest import World

DAYS = {"starts_on": date(2026, 7, 1), "ends_on": date(2026, 7, 31)}


@dataclass(frozen=True)
class Stock:
    builder: Member
    lending: Lending
    features: tuple[Feature, Feature, Feature]
    absences: dict[int, Absence]


def prepare(world: World) -> Stock:
    builder = organisation.add_member(
        actor=world.olive, email="dana@tarn.example", name="Dana Weiss", role="member"
    )
    organisation.set_membership(actor=world.hana, team=world.data, member=builder)
    lending = commands.lend(
        actor=world.hana, member=builder, from_team=world.data, to_team=world.billing_core, **DAYS
    )
    belongs = (
        (world.billing, world.billing_core),
        (world.terminal, world.billing_core),
        (world.insights, world.data),
    )
    features = tuple(
        commands.create_feature(actor=world.hana, name=f"Work {place}", product=product, team=team)
        for place, (product, team) in enumerate(belongs)
    )
    absences = {
        member.pk: commands.add_absence(actor=member.manager or member, member=member, **DAYS)
        for member in world.cast.values()
    }
    return Stock(builder, lending, features, absences)


def _lend(scene: Scene) -> Call:
    world = scene.world
    giver = (scene.stock.builder, world.data)
    member, team = (world.tim, world.billing_core) if scene.team == world.data else giver
    said = {"who": f"{member.pk}-{team.pk}", "starts_on": "2026-07-01", "ends_on": "2026-08-31", "share": "50"}
    return Call({"pk": scene.team.pk}, said)


def _team(scene: Scene) -> Call:
    return Call({"pk": scene.team.pk})


def _move(scene: Scene) -> Call:
    feature = scene.pick(*scene.stock.features)
    return Call({"pk": feature.pk}, {"team": feature.team_id, "not_before": "2026-08-01"})


CASES: dict[str, Case] = {
    "planning:capacity_panel": _team,
    "planning:lending": _lend,
    "planning:lend": _lend,
    "planning:try_lending": _lend,
    "planning:end_lending": lambda scene: Call({"pk": scene.stock.lending.pk}),
    "planning:keep_free POST": lambda _: Call(data={"low": "10", "likely": "15", "high": "20"}),
    "planning:move_feature": _move,
    "planning:needs": lambda scene: Call({"pk": scene.pick(*scene.stock.features).pk}, {"design": "2"}),
    "planning:add_absence": lambda scene: Call(
        data={"member": scene.member.pk, "starts_on": "2026-08-03", "ends_on": "2026-08-14"}
    ),
    "planning:remove_absence": lambda scene: Call({"pk": scene.stock.absences[scene.member.pk].pk}),
}
