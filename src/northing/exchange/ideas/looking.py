"""What would come of a table of ideas, before anything is written."""

from collections.abc import Iterable
from dataclasses import dataclass

from northing.exchange.ideas.columns import FIELDS
from northing.exchange.ideas.rows import Read
from northing.organisation.models import Member, Team
from northing.planning.commands.scoring import Idea
from northing.planning.models import Feature
from northing.planning.queries.prioritise.fields import KNOWN
from northing.portfolio.models import Product
from northing.ui import formatting

EXAMPLES = 8


@dataclass(frozen=True, slots=True)
class Look:
    """`new` and `known`: ideas that nobody has written down, and features that get these numbers.

    `teams` and `products`: names that nobody has made; `may_make`: whether they would be, by this actor.
    `fields`: what is said of at least one; `rows`: the first ideas with what is said of each of those, in their
    order, as it is written: likely, and the range where it is one.
    """

    new: int
    known: int
    teams: list[str]
    products: list[str]
    may_make: bool
    fields: list[str]
    rows: list[tuple[Idea, list[tuple[str, str]]]]

    @property
    def is_stuck(self) -> bool:
        return bool(self.teams or self.products) and not self.may_make


def look(actor: Member, read: Read) -> Look:
    names = {idea.name.lower() for idea in read.ideas}
    open_names = Feature.objects.visible_to(actor).open().values_list("name", flat=True)
    known = len(names & {name.lower() for name in open_names.iterator()})
    fields = [name for name in FIELDS if any(name in idea.inputs for idea in read.ideas)]
    return Look(
        new=len(names) - known,
        known=known,
        teams=_missing([idea.team for idea in read.ideas], Team.objects.values_list("name", flat=True)),
        products=_missing(
            [idea.product for idea in read.ideas],
            Product.objects.visible_to(actor).values_list("name", flat=True),
        ),
        may_make=actor.runs_the_place,
        fields=fields,
        rows=[(idea, [_written(idea, name) for name in fields]) for idea in read.ideas[:EXAMPLES]],
    )


def _written(idea: Idea, name: str) -> tuple[str, str]:
    numbers = idea.inputs.get(name)
    if numbers is None:
        return formatting.NOTHING, ""
    low, likely, high = (KNOWN[name].write(number) for number in numbers)
    return likely, "" if low == high else f"{low}{formatting.DASH}{high}"


def _missing(named: list[str], known: Iterable[str]) -> list[str]:
    there = {name.lower() for name in known}
    return [name for name in dict.fromkeys(named) if name and name.lower() not in there]
