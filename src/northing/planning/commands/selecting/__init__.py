"""Working out the best plan, and taking it into a scenario."""

from northing.planning.commands.selecting.asking import ask_selection, stop_selection
from northing.planning.commands.selecting.taking import may_take, take_selection
from northing.planning.commands.selecting.working_out import select_now, work_out_selection

__all__ = ["ask_selection", "may_take", "select_now", "stop_selection", "take_selection", "work_out_selection"]
