"""What higher rooms have to say about products."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Generic, TypeVar

from northing.portfolio.models import Product, Signal
from northing.ui.slots import Slot

if TYPE_CHECKING:
    from northing.organisation.models import Member

# Panels of a product's scorecard, in the order of the page. Each part renders its whole <section>.
product_metrics: Slot[Product] = Slot("portfolio.product_metrics")  # class "panel w12 full": small multiples
product_roadmap: Slot[Product] = Slot("portfolio.product_roadmap")  # class "panel w7"
product_opportunities: Slot[Product] = Slot("portfolio.product_opportunities")  # class "panel w7"
product_objectives: Slot[Product] = Slot("portfolio.product_objectives")  # class "panel w7"
# Below the scorecard, the full width.
product_page: Slot[Product] = Slot("portfolio.product_page")
# One cell of a line's list, "on the way". Parts ask once a page, not once a row.
product_row: Slot[Product] = Slot("portfolio.product_row")


@dataclass(frozen=True, slots=True)
class Concern:
    """Why a product is not as expected, in three words, such as "Days to paid rising".

    `tone` is "bad", "warn" or "" for something that is only said; of several, the heaviest shows. `page`: where
    it is explained.
    """

    text: str
    tone: str = "warn"
    weight: float = 1.0
    page: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a metric shows for a critical outcome of its name: texts with their units, and the chance of it."""

    now: str
    target: str = ""
    due_on: date | None = None
    chance: float | None = None
    page: str = ""


@dataclass(frozen=True, slots=True)
class Attention:
    """Percent of one product manager's time that a product gets, and its owner's whole load in percent."""

    got: float
    load: float | None = None


@dataclass(frozen=True, slots=True)
class PlannedWork:
    """Person-weeks that the plan has for a product."""

    weeks: float


@dataclass(frozen=True, slots=True)
class Users:
    """Who uses a product, by keys: on the day `since`, now, and at any time before `since`.

    `first_used`: the first day of each that began while uses were recorded; None where some used it before
    that. `page`: where they stand.
    """

    since: date
    then: frozenset[int]
    now: frozenset[int]
    ever: frozenset[int]
    first_used: tuple[date, ...] | None = None
    page: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """Something of a room above that is about a row here, and its page."""

    name: str
    page: str


Thing = TypeVar("Thing", Product, Signal)
Found = TypeVar("Found")
Asked = Callable[["Member", Iterable[Thing]], dict[int, Found]]


@dataclass
class Answers(Generic[Thing, Found]):
    """What rooms above know of many rows at once, by row. Filled when they are loaded."""

    _asked: list[Asked[Thing, Found]] = field(default_factory=list)

    def fill(self, asked: Asked[Thing, Found]) -> None:
        self._asked.append(asked)

    def of(self, actor: "Member", things: "Iterable[Thing]") -> dict[int, list[Found]]:
        things = list(things)
        found: dict[int, list[Found]] = {}
        for ask in self._asked:
            for thing, answer in ask(actor, things).items():
                found.setdefault(thing, []).append(answer)
        return found


# Each concern of a product; a room that has several gives the heaviest.
concerns: Answers[Product, Concern] = Answers()
# Readings by the name of the metric, in small letters.
readings: Answers[Product, dict[str, Reading]] = Answers()
attention: Answers[Product, Attention] = Answers()
planned_work: Answers[Product, PlannedWork] = Answers()
users: Answers[Product, Users] = Answers()
# The customer problems that a signal of the market is about.
signal_problems: Answers[Signal, list[About]] = Answers()
