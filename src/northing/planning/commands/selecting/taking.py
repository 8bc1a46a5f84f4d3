"""The best plan becomes a scenario's choices, each with its reason."""

from northing.kernel.errors import Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.planning import policies
from northing.planning.commands.scenarios.rows import held
from northing.planning.commands.scenarios.working_out import ask_scenarios
from northing.planning.models import Choice, Key, Pin, Scenario, SelectionRun
from northing.planning.selection import told


def take_selection(*, actor: Member, run: SelectionRun, reason: str = "") -> Scenario:
    """Everything that was weighed gets its quarter, or none, with what was said of it. Pins stay."""
    with recorded(actor=actor, command="planning.take_selection", reason=reason):
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
        ask_scenarios()
    return scenario


def may_take(actor: Member, run: SelectionRun) -> bool:
    """Into an open scenario, by whoever may change it, once something was found."""
    scenario = run.scenario
    return (
        scenario is not None
        and run.is_over
        and run.value is not None
        and scenario.is_open
        and policies.may_change_scenario(actor, scenario)
    )


def _scenario(actor: Member, run: SelectionRun) -> Scenario:
    if run.scenario is None:
        raise Refused("This was worked out without a scenario. Make one, and work it out there.")
    return held(actor, run.scenario)
