"""The best plan becomes a scenario's choices, each with its reason."""

from django.db import transaction

from northing.kernel.errors import NotAllowed, Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.planning import policies
from northing.planning.models import Choice, Key, Pin, Scenario, SelectionRun
from northing.planning.selection import told


def take_selection(*, actor: Member, run: SelectionRun, reason: str = "") -> Scenario:
    """Everything that was weighed gets its quarter, or none, with what was said of it. Pins stay."""
    with recorded(actor=actor, command="planning.take_selection", reason=reason), transaction.atomic():
        scenario = _scenario(actor, run)
        if run.value is None:
            raise Refused("No plan was found that could be taken.")
        known = {
            choice.key: choice
            for choice in Choice.objects.filter(scenario=scenario).select_for_update(of=("self",))
        }
        said = told(run, None)
        for line in (*said.inside, *said.outside):
            key = Key.read(line.key)
            choice = known.get(key) or Choice(scenario=scenario, **{f"{key.kind}_id": key.pk})
            if choice.pin != Pin.FREE:
                continue
            choice.period, choice.reason = line.period, "" if line.quarter else line.reason
            choice.save()
    return scenario


def _scenario(actor: Member, run: SelectionRun) -> Scenario:
    if run.scenario is None:
        raise Refused("This was worked out without a scenario. Make one, and work it out there.")
    scenario = Scenario.objects.select_for_update(of=("self",)).get(pk=run.scenario.pk)
    if not (actor.runs_the_place or (policies.may_plan(actor) and scenario.made_by_id == actor.pk)):
        raise NotAllowed(
            "A scenario is changed by whoever made it and by heads of product. Copy it to try another."
        )
    if not scenario.is_open:
        raise Refused(
            f"{scenario.name} is {scenario.get_state_display().lower()}. Copy it to change something."
        )
    return scenario
