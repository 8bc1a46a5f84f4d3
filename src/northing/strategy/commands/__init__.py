"""Every write in strategy, one sentence each."""

from northing.strategy.commands.check_ins import Said, check_in
from northing.strategy.commands.key_results import (
    OF_A_KEY_RESULT,
    add_key_result,
    change_key_result,
    change_target,
    drop_key_result,
    restore_key_result_field,
)
from northing.strategy.commands.objectives import (
    OF_AN_OBJECTIVE,
    add_objective,
    change_objective,
    drop_objective,
    restore_objective_field,
    take_up_objective,
)
from northing.strategy.commands.reminding import ask_for_check_in, remind
from northing.strategy.commands.vision import (
    add_pillar,
    begin_cycle,
    change_cycle,
    change_pillar,
    close_cycle,
    remove_pillar,
    say_vision,
)

__all__ = [
    "OF_AN_OBJECTIVE",
    "OF_A_KEY_RESULT",
    "Said",
    "add_key_result",
    "add_objective",
    "add_pillar",
    "ask_for_check_in",
    "begin_cycle",
    "change_cycle",
    "change_key_result",
    "change_objective",
    "change_pillar",
    "change_target",
    "check_in",
    "close_cycle",
    "drop_key_result",
    "drop_objective",
    "remind",
    "remove_pillar",
    "restore_key_result_field",
    "restore_objective_field",
    "say_vision",
    "take_up_objective",
]
