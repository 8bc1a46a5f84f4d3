"""What higher rooms have to say on pages of insight."""

from typing import TYPE_CHECKING

from northing.ui.slots import Slot

if TYPE_CHECKING:
    from northing.insight.queries.customer_list import CustomerList

# Lines of the menu above the list of customers.
customers_menu: "Slot[CustomerList]" = Slot("insight.customers_menu")
