"""Who does a team's work: those who have its open items, and for the rest those who can, by their time."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count

from northing.organisation.models import Member
from northing.planning.models import FeatureNeed, Item, ItemState
from northing.planning.queries.calendar import BUILDERS
from northing.planning.queries.capacity.available import PersonThere
from northing.planning.queries.capacity.load import NOTHING, Load
from northing.planning.queries.effort import moments


@dataclass(frozen=True, slots=True)
class Division:
    """Of each feature: the share of open items by who they are assigned to, and the disciplines it needs."""

    assigned: dict[int, dict[int, float]]
    needs: dict[int, dict[str, Load]]

    def parts(self, feature: int, people: Collection[PersonThere]) -> dict[int, float]:
        """The share of the work on it that falls to each of these people; it may leave some to nobody."""
        here = {person.member for person in people}
        found: defaultdict[int, float] = defaultdict(float)
        for member, share in self.assigned.get(feature, {}).items():
            if member in here:
                found[member] += share
        rest = 1 - sum(found.values())
        for discipline, share in self._disciplines(feature).items():
            able = {
                person.member: person.unless_away
                for person in people
                if (person.discipline == discipline if discipline else person.discipline in BUILDERS)
            }
            time = sum(able.values())
            for member, weeks in able.items():
                if time:
                    found[member] += rest * share * weeks / time
        return found

    def _disciplines(self, feature: int) -> dict[str, float]:
        """Shares of its effort by discipline; "" is whoever builds."""
        needs = self.needs.get(feature, {})
        whole = sum(load.mean for load in needs.values())
        return {name: load.mean / whole for name, load in needs.items()} if whole else {"": 1.0}

    def need(self, feature: int, discipline: str) -> Load:
        return self.needs.get(feature, {}).get(discipline, NOTHING)

    def alone(self, feature: int, people: Collection[PersonThere]) -> int | None:
        """Who all of it falls to."""
        parts = self.parts(feature, people)
        return next((member for member, share in parts.items() if share > 0.99), None)


def division(features: Collection[int]) -> Division:
    counts: defaultdict[int, dict[str, int]] = defaultdict(dict)
    open_items = Item.objects.filter(feature__in=features, state__in=(ItemState.TODO, ItemState.DOING))
    for feature, name, count in open_items.values_list("feature", "assignee").annotate(Count("id")):
        if feature is not None:
            counts[feature][name.strip().casefold()] = count
    known = {name.strip().casefold(): pk for pk, name in Member.objects.values_list("pk", "name")}
    known |= {email.casefold(): pk for pk, email in Member.objects.values_list("pk", "email")}
    assigned = {
        feature: {known[name]: count / sum(names.values()) for name, count in names.items() if name in known}
        for feature, names in counts.items()
    }
    needs: defaultdict[int, dict[str, Load]] = defaultdict(dict)
    for row in FeatureNeed.objects.filter(feature__in=features):
        needs[row.feature_id][row.discipline] = Load(*moments(row.low, row.likely, row.high))
    return Division(assigned, dict(needs))
