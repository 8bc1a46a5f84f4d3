"""Merge rows of another tool into ours: all of them in one transaction, or none.

The rows wait in `Incoming` (see there). Each field goes by three values: what the file said last time
(`Origin`), what it says now, and what stands here. A field that was changed here stays; one left alone follows
the file.
"""

from northing.planning.commands.merging.merge import Merged, discard_incoming, look_before, merge
from northing.planning.commands.merging.undo import Undone, undo_merge

__all__ = ["Merged", "Undone", "discard_incoming", "look_before", "merge", "undo_merge"]
