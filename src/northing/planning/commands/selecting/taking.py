"""The best plan becomes a scenario's choices, each with its reason."""

from datetime import date

from northing.kernel.errors import Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.planning import policies
from northing.planning.commands.scenarios.making import new_scenario
from northing.planning.commands.scenarios.rows import held
from northing.planning.commands.scenarios.working_out import ask_scenarios
from northing.planning.models import Choice, Key, Pin, Scenario, SelectionRun
from northing.planning.selection import told
from northing.ui import formatting


def take_selection(*, actor: Member, run: SelectionRun) -> Scenario:
    """Everything that was weighed gets its quarter, or none, with what was said of it. Pins stay. What was
    worked out without a scenario becomes one."""
    if run.value is None:
        raise Refused("No plan was found that could be taken.")
    source = f"The best plan, worked out on {formatting.long_day(run.asked_at)}"
    with recorded(actor=actor, command="planning.take_selection", reason=source):
        scenario = held(actor, run.scenario) if run.scenario is not None else _made_of(actor, run)
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
    """Into an open scenario, by whoever may change it, or into a new one, once something was found."""
    scenario = run.scenario
    if not run.is_over or run.value is None:
        return False
    if scenario is None:
        return policies.may_plan(actor)
    return scenario.is_open and policies.may_change_scenario(actor, scenario)


def _made_of(actor: Member, run: SelectionRun) -> Scenario:
    quarters = [date.fromisoformat(day) for day in run.said["quarters"]]
    first, last = formatting.quarter(quarters[0]), formatting.quarter(quarters[-1])
    name = f"Best plan, {first}" if first == last else f"Best plan, {first} to {last}"
    return new_scenario(actor=actor, name=name, starts_on=quarters[0], periods=len(quarters), sure=run.sure)
