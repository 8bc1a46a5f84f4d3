"""What higher rooms have to say on pages of insight."""

from northing.insight.queries.customer_list import CustomerList
from northing.ui.slots import Slot

# Lines of the menu above the list of customers.
customers_menu: Slot[CustomerList] = Slot("insight.customers_menu")
