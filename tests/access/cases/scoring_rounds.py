"""How to ask for the pages on which people score alone: a round is one's own when one is asked in it."""

from collections.abc import Sequence
from datetime import timedelta

from northing.organisation.models import Member
from northing.planning.commands import scoring as commands
from northing.planning.commands.features import create_feature
from northing.planning.models import RoundCandidate, RoundMember, ScoringRound
from tests.access.scene import Call, Case, Scene
from tests.conftest import NOW, World


def prepare(world: World) -> dict[str, RoundCandidate]:
    """One candidate of each: hidden and seen rounds in which all, and only oscar, are asked."""
    feature = create_feature(actor=world.hana, name="To score", team=world.billing_core)
    model = commands.first_score_model(actor=world.hana)

    def made(by: Member, asked: Sequence[Member], *, seen: bool) -> RoundCandidate:
        until = NOW + timedelta(days=-1 if seen else 5)
        row = ScoringRound.objects.create(
            name="Q3", score_model=model, fields=["reach"], made_by=by, made_at=NOW, until=until
        )
        RoundMember.objects.bulk_create(RoundMember(round=row, member=member) for member in asked)
        return RoundCandidate.objects.create(round=row, feature=feature)

    all_asked = [world.olive, world.hana, world.mara, world.tim]
    return {
        "hidden": made(world.mara, all_asked, seen=False),
        "hidden of others": made(world.oscar, [world.oscar], seen=False),
        "seen": made(world.mara, all_asked, seen=True),
        "seen of others": made(world.oscar, [world.oscar], seen=True),
    }


def _round(scene: Scene) -> Call:
    others = scene.stock["hidden of others"]
    part = scene.pick(scene.stock["hidden"], others, others)
    return Call({"pk": part.round_id}, {f"{part.key}.reach.likely": "500"})


def _settle(scene: Scene) -> Call:
    others = scene.stock["seen of others"]
    part = scene.pick(scene.stock["seen"], others, others)
    return Call({"pk": part.round_id, "part": part.pk}, {"reach.likely": "5", "reason": "Agreed"})


def _new(scene: Scene) -> Call:
    world = scene.world
    said = {
        "name": "Q4",
        "score_model": scene.stock["hidden"].round.score_model_id,
        "until": (NOW + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M"),
        "people": [world.mara.pk, world.tim.pk],
        "candidates": [str(scene.stock["hidden"].key)],
    }
    return Call(data=said)


CASES: dict[str, Case] = {
    "planning:round GET": lambda scene: Call(_round(scene).kwargs),
    "planning:round POST": _round,
    "planning:settle_round": _settle,
    "planning:new_round POST": _new,
}
