"""The share of its time that each team keeps free: for running the business, debt, support."""

from dataclasses import dataclass

from northing.planning.models import KeptFree


@dataclass(frozen=True, slots=True)
class Share:
    """A share of time, 0 to 1, as a range."""

    low: float = 0.0
    likely: float = 0.0
    high: float = 0.0


NOTHING = Share()


@dataclass(frozen=True, slots=True)
class Kept:
    """What everybody keeps free, and the teams that say otherwise."""

    everybody: Share
    by_team: dict[int, Share]

    def of(self, team: int) -> Share:
        return self.by_team.get(team, self.everybody)


def kept_free() -> Kept:
    said: dict[int | None, Share] = {
        team: Share(low, likely, high)
        for team, low, likely, high in KeptFree.objects.values_list("team", "low", "likely", "high")
    }
    return kept_as_said(said)


def kept_as_said(said: dict[int | None, Share]) -> Kept:
    """`said` is by team; without a team it is everybody's."""
    own = {team: share for team, share in said.items() if team is not None}
    return Kept(said.get(None, NOTHING), own)
