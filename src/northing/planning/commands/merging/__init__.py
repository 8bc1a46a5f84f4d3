"""Merge rows of another tool into ours: all of them in one transaction, or none.

The rows wait in `waiting`. Each field goes by three values: what the file said last time
(`Origin`), what it says now, and what stands here. A field that was changed here stays, unless a
person chose the file's; one left alone follows the file.
"""

from northing.planning.commands.merging.choices import Choices
from northing.planning.commands.merging.fields import WORDS
from northing.planning.commands.merging.merge import Merged, look_before, merge
from northing.planning.commands.merging.undo import Undone, undo_merge

__all__ = ["WORDS", "Choices", "Merged", "Undone", "look_before", "merge", "undo_merge"]
