"""What higher rooms have to say about products."""

from northing.portfolio.models import Product
from northing.ui.slots import Slot

product_page: Slot[Product] = Slot("portfolio.product_page")
# One cell of the list, "on the way". Parts ask once a page, not once a row.
product_row: Slot[Product] = Slot("portfolio.product_row")
