"""What publishing a scenario does not write by itself, said before it is published."""

from collections.abc import Iterable

from northing.organisation.models import Member
from northing.planning.models import Choice, Feature, Scenario
from northing.planning.queries.scenarios.rows import seen
from northing.ui import formatting


def to_do_by_hand(actor: Member, scenario: Scenario) -> tuple[str, ...]:
    """A sentence for each; nothing that the actor may not know of."""
    chosen = Choice.objects.filter(scenario=scenario, initiative__isnull=False, period__isnull=False)
    bets = [str(row.initiative) for row in seen(actor, list(chosen.select_related("initiative")))]
    return (*_items_to_take_out(actor, scenario), *_bets(bets))


def _items_to_take_out(actor: Member, scenario: Scenario) -> Iterable[str]:
    """What has items is as large as they are: they are taken out by the team that knows them."""
    visible = Feature.objects.visible_to(actor)
    sized = scenario.dates.exclude(effort_times=1).filter(feature__in=visible).select_related("feature")
    for row in sized.order_by("pk"):
        if row.feature.items_left is not None:
            left = formatting.percent(row.effort_times)
            yield f"{row.feature}: its team takes items out until {left} of what is left stays."


def _bets(names: list[str]) -> Iterable[str]:
    if names:
        yield f"{', '.join(names)}: a bet has no quarter of its own and comes by its features. Plan those."
