"""What is chosen for each quarter in person-weeks, beside how many there are."""

from collections import defaultdict
from collections.abc import Collection

from northing.planning.models import Choice, Feature, Scenario, ScenarioDate
from northing.planning.queries.calendar import quarters_from
from northing.planning.queries.capacity import available
from northing.planning.queries.scenarios.measures import Cost


def room_of(scenario: Scenario) -> dict[tuple[int, int], float]:
    """Likely person-weeks by team and quarter, as things are outside of the scenario."""
    there = available(quarters=quarters_from(scenario.starts_on, scenario.periods))
    return {(team, place): weeks.likely for (team, place, of), weeks in there.weeks.items() if not of}


def costs(scenario: Scenario, choices: Collection[Choice], *, is_plan: bool) -> tuple[Cost, ...]:
    """The likely work that is left of what is chosen, in the size that it has in the scenario."""
    there = available(
        quarters=quarters_from(scenario.starts_on, scenario.periods), scenario=None if is_plan else scenario
    )
    times = (
        {}
        if is_plan
        else dict(ScenarioDate.objects.filter(scenario=scenario).values_list("feature", "effort_times"))
    )
    left = {pk: weeks * times.get(pk, 1.0) for pk, weeks in _left(choices).items()}
    asked: defaultdict[int, float] = defaultdict(float)
    for choice in choices:
        if choice.period is not None and choice.feature_id is not None:
            asked[choice.period] += left.get(choice.feature_id, 0.0)
    given: defaultdict[int, float] = defaultdict(float)
    for (_, place, of), weeks in there.weeks.items():
        if not of:
            given[place] += weeks.likely
    return tuple(
        Cost(period, round(asked[period], 2), round(given[period], 2)) for period in range(scenario.periods)
    )


def _left(choices: Collection[Choice]) -> dict[int, float]:
    rows = Feature.objects.filter(
        pk__in=[row.feature_id for row in choices], estimate_likely__isnull=False
    ).open()
    return {
        pk: float(likely) * (1 - done / total if total else 1)
        for pk, likely, done, total in rows.values_list("pk", "estimate_likely", "items_done", "items_total")
        if likely is not None
    }
