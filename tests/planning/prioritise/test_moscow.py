"""MoSCoW as a check on the effort of each team above the line."""

from northing.organisation import commands as organisation
from northing.planning import commands
from tests.conftest import Clients, World
from tests.planning.prioritise.conftest import Weighed

PAGE = "/plan/prioritise/"
CHOICES = ["Must have", "Should have", "Could have", "Won't have"]


def test_each_team_is_warned_of_too_much_must_and_too_little_could(
    clients: Clients, weighed: Weighed, world: World
) -> None:
    def said(query: str = "room=100") -> str:
        return clients["hana"].get(f"{PAGE}?{query}").content.decode()

    assert "MoSCoW" not in said()
    organisation.add_custom_field(
        actor=world.hana, about="feature", kind="choice", name="MoSCoW", choices=CHOICES
    )
    for feature, kind in ((weighed.tokens, "Must have"), (weighed.theirs, "Won't have")):
        commands.change_feature(actor=world.hana, feature=feature, custom={"moscow": kind})
    commands.change_feature(actor=world.hana, feature=weighed.offline, custom={"moscow": "Could have"})
    assert "MoSCoW" not in said()  # 4 weeks of 10 are must, 6 could; what will not be does not count
    only_the_first = said("room=4")
    team = weighed.tokens.team
    assert team is not None
    assert f"{team.name} has Must 100\u202f%, Could 0\u202f%." in only_the_first
    commands.change_feature(actor=world.hana, feature=weighed.offline, custom={"moscow": "Should have"})
    assert f"{team.name} has Could 0\u202f%." in said()
