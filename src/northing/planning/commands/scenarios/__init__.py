"""Every write about scenarios."""

from northing.planning.commands.scenarios.answers import draft_answers
from northing.planning.commands.scenarios.choosing import Placed, as_in_the_plan, choose, choose_many
from northing.planning.commands.scenarios.deciding import approve, comment, propose, send_back
from northing.planning.commands.scenarios.limits import (
    add_rule,
    lend_in_scenario,
    remove_rule,
    set_date,
    stop_lending_in_scenario,
)
from northing.planning.commands.scenarios.making import change_scenario, drop_scenario, new_scenario, take_up
from northing.planning.commands.scenarios.publishing import publish
from northing.planning.commands.scenarios.working_out import ask_scenarios, work_out_scenarios

__all__ = [
    "Placed",
    "add_rule",
    "approve",
    "as_in_the_plan",
    "ask_scenarios",
    "change_scenario",
    "choose",
    "choose_many",
    "comment",
    "draft_answers",
    "drop_scenario",
    "lend_in_scenario",
    "new_scenario",
    "propose",
    "publish",
    "remove_rule",
    "send_back",
    "set_date",
    "stop_lending_in_scenario",
    "take_up",
    "work_out_scenarios",
]
