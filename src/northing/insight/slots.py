"""What higher rooms have to say on pages of insight."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from northing.insight.models import Opportunity
from northing.organisation.models import Member
from northing.ui.slots import Slot

if TYPE_CHECKING:
    from northing.insight.queries.customer_list import CustomerList

Links = Callable[[Member], "QuerySet[Any]"]

# Lines of the menu above the list of customers.
customers_menu: "Slot[CustomerList]" = Slot("insight.customers_menu")
# The features that would serve an opportunity: a section of its panel and of its page.
opportunity_features: Slot[Opportunity] = Slot("insight.opportunity_features")


@dataclass
class Serving:
    """Which opportunities have something that would serve them: rows with an `opportunity` and a `feature` that
    the actor may see. Filled once, when the room above is loaded; without it nothing serves anything."""

    _links: Links | None = None

    def fill(self, links: Links) -> None:
        self._links = links

    def of(self, actor: Member) -> "QuerySet[Any] | None":
        return self._links(actor) if self._links else None


serving = Serving()


@dataclass(frozen=True, slots=True)
class PlannedThing:
    """Something planned, as the public may know it. `topic` is what one follows; `theme` what it belongs to;
    `quarter` the first day of the one in which it stands, None while nobody can say."""

    topic: str
    name: str
    text: str = ""
    theme: str = ""
    quarter: date | None = None
    shipped: bool = False


Plan = Callable[[date], list[PlannedThing]]


@dataclass
class Planned:
    """What is on its way, and what was shipped since a day. Without a room above it nothing is planned."""

    _plan: Plan | None = None

    def fill(self, plan: Plan) -> None:
        self._plan = plan

    def since(self, day: date) -> list[PlannedThing]:
        return self._plan(day) if self._plan else []


planned = Planned()
