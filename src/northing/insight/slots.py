"""What higher rooms have to say on pages of insight."""

from collections.abc import Callable
from dataclasses import dataclass
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
