"""Two rows that are the same thing become one, and can be two again at any later time.

    merge(actor=actor, kept=feedback, gone=duplicate)      # also customers, opportunities
    unmerge(actor=actor, merge=that)

A higher room whose rows point to one of these registers them: `moves(Merged.OPPORTUNITY, Link(...))`.
"""

from northing.insight.commands.merging.links import Link, moves
from northing.insight.commands.merging.merge import merge
from northing.insight.commands.merging.unmerge import unmerge

__all__ = ["Link", "merge", "moves", "unmerge"]
