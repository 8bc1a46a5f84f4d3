"""What higher rooms have to say about products."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Generic, TypeVar

from northing.portfolio.models import Product
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


Found = TypeVar("Found")
Asked = Callable[["Member", "Iterable[Product]"], dict[int, Found]]


@dataclass
class Answers(Generic[Found]):
    """What rooms above know of many products at once, by product. Filled when they are loaded."""

    _asked: list[Asked[Found]] = field(default_factory=list)

    def fill(self, asked: Asked[Found]) -> None:
        self._asked.append(asked)

    def of(self, actor: "Member", products: "Iterable[Product]") -> dict[int, list[Found]]:
        products = list(products)
        found: dict[int, list[Found]] = {}
        for ask in self._asked:
            for product, answer in ask(actor, products).items():
                found.setdefault(product, []).append(answer)
        return found


# Each concern of a product; a room that has several gives the heaviest.
concerns: Answers[Concern] = Answers()
# Readings by the name of the metric, in small letters.
readings: Answers[dict[str, Reading]] = Answers()
attention: Answers[Attention] = Answers()
planned_work: Answers[PlannedWork] = Answers()
