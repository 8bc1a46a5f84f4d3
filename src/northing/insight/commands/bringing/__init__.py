"""Many pieces at once, with what was made of them elsewhere: for imports, and for whoever brings a past along.

    brought = bring_feedback(actor=mara, pieces=[Incoming(text="Refunds, please", customer_name="Brandt")])
    highlight_many(actor=mara, marks=[Mark(brought.ids[0], problem.pk, span=(0, 7))])
    answer_many(actor=mara, answers=[Answer(brought.ids[0], "It is planned.")])

Each is a fixed number of statements for a batch, whatever its size.
"""

from northing.insight.commands.bringing.answers import Answer, answer_many
from northing.insight.commands.bringing.bring import Brought, Unfit, bring_feedback
from northing.insight.commands.bringing.marks import Mark, highlight_many
from northing.insight.commands.bringing.pieces import Incoming
from northing.insight.commands.bringing.typed import add_pieces
from northing.insight.commands.bringing.undo import TakenBack, take_back_brought

__all__ = [
    "Answer",
    "Brought",
    "Incoming",
    "Mark",
    "TakenBack",
    "Unfit",
    "add_pieces",
    "answer_many",
    "bring_feedback",
    "highlight_many",
    "take_back_brought",
]
