"""Person-weeks that candidates can have: what teams can plan, less what is being built."""

from collections import defaultdict
from dataclasses import dataclass

from northing.kernel import clock
from northing.organisation.models import Team
from northing.planning.models import Feature, FeatureState, Scenario
from northing.planning.queries.calendar import Quarter, quarters_from
from northing.planning.queries.capacity import available

WITHOUT_SCENARIO = 2
"""Quarters, from the next one on, since this one has begun."""


@dataclass(frozen=True, slots=True)
class Weeks:
    """`free`: likely person-weeks by team, quarter (from 0) and discipline; "" is all who build."""

    quarters: tuple[Quarter, ...]
    teams: dict[int, str]
    free: dict[tuple[int, int, str], float]

    def of(self, team: int, period: int, discipline: str = "") -> float:
        return self.free.get((team, period, discipline), 0.0)


def weeks(scenario: Scenario | None = None) -> Weeks:
    """A constant number of queries."""
    if scenario is not None:
        quarters = tuple(quarters_from(scenario.starts_on, scenario.periods))
    else:
        quarters = tuple(quarters_from(clock.today(), WITHOUT_SCENARIO + 1)[1:])
    there = available(quarters=quarters, scenario=scenario)
    teams = dict(Team.objects.filter(archived_at=None).values_list("pk", "name"))
    free = {place: found.likely for place, found in there.weeks.items()}
    before = _until(quarters[0])
    for team, left in _under_way().items():
        _take_off(free, team, max(left - before.get(team, 0.0), 0.0), len(quarters))
    return Weeks(quarters, teams, free)


def _under_way() -> dict[int, float]:
    """What is left of features that are being built, by team, in person-weeks."""
    found: defaultdict[int, float] = defaultdict(float)
    rows = Feature.objects.filter(
        state=FeatureState.BUILDING, team__isnull=False, estimate_likely__isnull=False
    ).values_list("team", "estimate_likely", "items_total", "items_done")
    for team, likely, total, done in rows:
        found[team or 0] += float(likely or 0) * (1 - done / total if total else 1.0)
    return found


def _until(first: Quarter) -> dict[int, float]:
    """What each team can do before the plan's first quarter begins."""
    months = (first.starts_on.year - clock.today().year) * 12 + first.starts_on.month - clock.today().month
    sooner = [
        each
        for each in quarters_from(clock.today(), max(months // 3 + 1, 1))
        if each.ends_on <= first.starts_on
    ]
    found: defaultdict[int, float] = defaultdict(float)
    if sooner:
        for (team, _, discipline), there in available(quarters=sooner).weeks.items():
            found[team] += there.likely if not discipline else 0.0
    return found


def _take_off(free: dict[tuple[int, int, str], float], team: int, left: float, periods: int) -> None:
    """From the first quarter, then from what follows; of each discipline its share."""
    for period in range(periods):
        there = free.get((team, period, ""), 0.0)
        taken = min(there, left)
        if taken <= 0:
            continue
        left -= taken
        for of, place, discipline in list(free):
            if (of, place) == (team, period):
                free[of, place, discipline] *= 1 - taken / there
