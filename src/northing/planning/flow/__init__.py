"""The only place in planning that asks the engine about flow: how teams ship, what is old, what changed.

`measured` compares the last weeks with those before, `ages` holds what is in progress against what is usual,
`words` says both. Nothing is written.
"""

from northing.planning.flow.ages import Ages, OldItem, TeamAges, ages, old_items
from northing.planning.flow.measured import Flow, Measure, TeamFlow, measured

__all__ = ["Ages", "Flow", "Measure", "OldItem", "TeamAges", "TeamFlow", "ages", "measured", "old_items"]
