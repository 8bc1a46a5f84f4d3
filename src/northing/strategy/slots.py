"""What higher rooms have to say about the strategy: which work serves it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from northing.organisation.models import Member
from northing.portfolio.models import Product
from northing.portfolio.slots import Answers
from northing.strategy.models import Objective
from northing.ui.slots import Slot

# Sections on an objective's page.
objective_page: Slot[Objective] = Slot("strategy.objective_page")


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that is built. `weeks`: person-weeks, None while nobody has estimated it. `planned`: it has its
    place in the plan. `reason`: why it serves no objective, where somebody has said so."""

    id: int
    name: str
    url: str
    product: str = ""
    mark: str = ""
    owner: str = ""
    due_on: date | None = None
    p85: date | None = None
    chance: float | None = None
    progress: str = ""
    weeks: float | None = None
    planned: bool = False
    reason: str = ""
    place_url: str = ""
    restricted: bool = False
    """It belongs to a product that only its owner knows of."""


@dataclass(frozen=True, slots=True)
class Work:
    """The pieces by the primary key of what they serve, and those that serve nothing."""

    objectives: Mapping[int, tuple[Piece, ...]] = field(default_factory=dict)
    key_results: Mapping[int, tuple[Piece, ...]] = field(default_factory=dict)
    unplaced: tuple[Piece, ...] = ()


@dataclass
class Working:
    """Filled once, by the room that plans; without it nothing is built."""

    _find: Callable[[Member], Work] | None = None

    def fill(self, find: Callable[[Member], Work]) -> None:
        self._find = find

    def of(self, actor: Member) -> Work:
        return self._find(actor) if self._find else Work()


work = Working()
# The primary keys of the objectives for which something of a product is built that is not done yet.
built_for: Answers[Product, frozenset[int]] = Answers()
# The address that links one more feature to a key result or objective; "" for whoever may not.
LinkAddress = Callable[[Member, str], str]


@dataclass
class Linking:
    _address: LinkAddress | None = None

    def fill(self, address: LinkAddress) -> None:
        self._address = address

    def of(self, actor: Member, row: str) -> str:
        return self._address(actor, row) if self._address else ""


linking = Linking()


@dataclass(frozen=True, slots=True)
class Problem:
    """A customer problem whose solution would serve an objective. `worth`: the revenue a year of those who ask,
    in the organisation's currency."""

    name: str
    url: str
    customers: int
    worth: Decimal | None


ByRow = Callable[[Member], Mapping[str, tuple[Problem, ...]]]


@dataclass
class Problems:
    """By objective (o12) or key result (k34). Filled once, by the room that listens."""

    _find: ByRow | None = None
    _choose: LinkAddress | None = None

    def fill(self, find: ByRow, choose: LinkAddress) -> None:
        self._find, self._choose = find, choose

    def of(self, actor: Member) -> Mapping[str, tuple[Problem, ...]]:
        return self._find(actor) if self._find else {}

    def choice_address(self, actor: Member, row: str) -> str:
        """Where they are chosen; "" for whoever may not."""
        return self._choose(actor, row) if self._choose else ""


problems = Problems()
