"""Erasing a person: their words, their votes and every copy of them go, an anonymous count stays.

    erase_person(actor=actor, person=contact, basis="Art. 6(1)(f): we count what was asked for")

A room that keeps copies of what people say registers how to forget them: `forgets(where, function)`.
"""

from northing.insight.commands.privacy.copies import forget_copies, forgets
from northing.insight.commands.privacy.erase import erase_person

__all__ = ["erase_person", "forget_copies", "forgets"]
