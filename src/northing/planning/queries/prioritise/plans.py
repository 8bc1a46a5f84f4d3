"""The scenario that is being worked on: whose pins count and for which quarters."""

from collections.abc import Sequence

from northing.kernel.errors import NotVisible
from northing.planning.models import Choice, Key, Pin, Scenario, ScenarioState
from northing.planning.queries.prioritise.candidates import key_of


def open_scenarios() -> Sequence[Scenario]:
    """The latest first."""
    return list(Scenario.objects.filter(state__in=Scenario.OPEN))


def scenario(wanted: int | None) -> Scenario | None:
    """The one asked for; else the latest draft, else the Plan, else none."""
    if wanted is not None:
        found = Scenario.objects.filter(pk=wanted).first()
        if found is None:
            raise NotVisible
        return found
    latest = Scenario.objects.filter(state__in=(ScenarioState.DRAFT, ScenarioState.PUBLISHED))
    return latest.order_by("state", "-made_at", "-pk").first()


def pins(of: Scenario | None) -> dict[Key, str]:
    """Which candidates must be in, and which must be out."""
    if of is None:
        return {}
    rows = Choice.objects.filter(scenario=of).exclude(pin=Pin.FREE)
    return {
        key_of(*refs): pin for *refs, pin in rows.values_list("feature", "opportunity", "initiative", "pin")
    }
