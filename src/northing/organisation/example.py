"""The example that a new organisation may begin with, and that goes again in one step.

What is in it is known to a higher room, which says here how it comes and where it is taken back.
"""

from collections.abc import Callable
from dataclasses import dataclass

from northing.organisation.models import Member


@dataclass(frozen=True, slots=True)
class Example:
    """`bring` returns at once. `taken_back_by`: the address to post to, "" where no example stands."""

    bring: Callable[[Member], object]
    taken_back_by: Callable[[Member], str]


_known: list[Example] = []


def offer(example: Example) -> None:
    _known[:] = [example]


def bring_example(owner: Member) -> None:
    for example in _known:
        example.bring(owner)


def taken_back_by(actor: Member) -> str:
    """Where the example that stands is taken back; "" where there is none, or it is not theirs to take."""
    return next((address for example in _known if (address := example.taken_back_by(actor))), "")
