"""What was worked out, the latest first."""

from northing.kernel.errors import NotVisible
from northing.planning.models import Scenario, SelectionRun


def latest(scenario: Scenario | None) -> SelectionRun | None:
    """Of the scenario, or of the next quarters without one."""
    return SelectionRun.objects.filter(scenario=scenario).select_related("scenario", "asked_by").first()


def run_of(pk: int) -> SelectionRun:
    found = SelectionRun.objects.filter(pk=pk).select_related("scenario", "asked_by").first()
    if found is None:
        raise NotVisible
    return found
