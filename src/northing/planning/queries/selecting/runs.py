"""What was worked out, the latest first."""

from django.db.models import Q

from northing.kernel.errors import NotVisible, Refused
from northing.kernel.numbers import whole
from northing.planning.models import Scenario, SelectionRun


def latest(scenario: Scenario | None) -> SelectionRun | None:
    """Of the scenario, or of the next quarters without one."""
    return SelectionRun.objects.filter(scenario=scenario).select_related("scenario", "asked_by").first()


def run_of(pk: int) -> SelectionRun:
    found = SelectionRun.objects.filter(pk=pk).select_related("scenario", "asked_by").first()
    if found is None:
        raise NotVisible
    return found


def scenario_called(text: str) -> Scenario:
    """By number or by name. Raises Refused when there is none, or more than one."""
    number = whole(text)
    rows = list(Scenario.objects.filter(Q(name__iexact=text) if number is None else Q(pk=number)))
    if len(rows) == 1:
        return rows[0]
    if rows:
        raise Refused(scenario=f"{len(rows)} scenarios are called “{text}”. Give the number of one.")
    raise Refused(scenario=f"There is no scenario “{text}”.")


def scenario_of(pk: int | None) -> Scenario | None:
    if pk is None:
        return None
    found = Scenario.objects.filter(pk=pk).select_related("score_model").first()
    if found is None:
        raise NotVisible
    return found


def scenarios() -> list[Scenario]:
    """Those that a plan can be worked out for: open ones, the latest first."""
    return list(Scenario.objects.filter(state__in=Scenario.OPEN))
